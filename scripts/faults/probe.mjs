/**
 * Loaded into a bot process before anything else (`node --import`): tells the campaign once a second what only the process
 * itself can know. Does nothing in processes that the bot starts.
 */
import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const everyMs = 1000;
const millisecond = 1e6;

function descriptors() {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    // Only Linux tells it this way.
    return 0;
  }
}

if (process.env.FAULTS_PROBE !== undefined && process.send !== undefined) {
  delete process.env.FAULTS_PROBE;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const tell = () => {
    if (!process.connected) return;
    const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
    process.send({
      rss,
      heapTotal,
      heapUsed,
      external,
      arrayBuffers,
      delayP99: delay.percentile(99) / millisecond,
      delayMax: delay.max / millisecond,
      handles: process.getActiveResourcesInfo().length,
      descriptors: descriptors(),
    });
  };
  setInterval(tell, everyMs).unref();
  process.on('message', (order) => {
    if (order === 'forget') delay.reset();
    if (order === 'collect') {
      setFlagsFromString('--expose-gc');
      runInNewContext('gc')();
    }
    tell();
  });
  // Listening must not keep the bot alive.
  process.channel?.unref();
}
