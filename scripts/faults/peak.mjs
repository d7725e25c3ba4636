/** Loaded into a process before anything else: tells the parent, with every message, how much memory it has held at most. */
import { readFileSync } from 'node:fs';

const send = process.send?.bind(process);
if (send !== undefined) {
  process.send = (message, ...rest) => {
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return send({ ...message, peakMegabytes: Number(peak ?? 0) / 1024 }, ...rest);
  };
}
