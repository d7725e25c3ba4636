/**
 * Loaded into a builder before anything else (`node --import`): counts the calls that change what lies below a folder, and
 * at one of them kills this process or makes the call fail. Sources of the product know nothing of it.
 *
 *   FAULT_UNDER  the folder; calls elsewhere are not counted
 *   FAULT_AT     number of the call, from 1
 *   FAULT_HOW    `before`, `after` or `torn` (half of it done): SIGKILL there; `once ENOSPC` or `from ENOSPC`: this call, or
 *                this one and all that need space after it, fails so
 *   FAULT_LOG    a file for the names of all calls, one a line, written when the process ends
 */
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const under = path.resolve(process.env['FAULT_UNDER'] ?? '/nowhere');
const at = Number(process.env['FAULT_AT'] ?? 0);
const [how = 'before', code = 'EIO'] = (process.env['FAULT_HOW'] ?? 'before').split(' ');
const log = process.env['FAULT_LOG'];
const calls = [];
/** Path of each open handle that was opened for writing. */
const places = new WeakMap();

function isCounted(place) {
  return (
    typeof place === 'string' && (place === under || path.resolve(place).startsWith(`${under}${path.sep}`))
  );
}

function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing else may happen until it is here.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function failure(name, place) {
  return Object.assign(new Error(`${code}: made to fail, ${name} '${place}'`), {
    code,
    syscall: name,
    path: place,
  });
}

/** Whether this call is the one. */
function reached(name, place) {
  calls.push(`${name} ${path.relative(under, path.resolve(place)) || '.'}`);
  const isOne = calls.length === at;
  const takesSpace = /^(open|mkdir|write|sync|link|rename)/.test(name);
  if ((how === 'once' && isOne) || (how === 'from' && at > 0 && calls.length >= at && takesSpace))
    return 'fail';
  return isOne && ['before', 'after', 'torn'].includes(how) ? 'kill' : null;
}

/** Wraps an asynchronous call; `tear` does half of what it would do. */
function wrap(name, call, placeOf, tear) {
  return async function wrapped(...args) {
    const place = placeOf(this, args);
    if (!isCounted(place)) return call.apply(this, args);
    const fate = reached(name, place);
    if (fate === 'fail') throw failure(name, place);
    if (fate === 'kill' && how === 'before') die();
    if (fate === 'kill' && how === 'torn' && tear !== undefined) {
      await tear.apply(this, args);
      die();
    }
    try {
      return await call.apply(this, args);
    } finally {
      // Also where it failed: a folder that was there cannot be made.
      if (fate === 'kill') die();
    }
  };
}

const first = (_, [place]) => place;
const original = { ...fsp };
/** A folder half deleted. */
async function tearRemoval(place) {
  const entries = await original.readdir(place).catch(() => []);
  for (const entry of entries.slice(0, Math.ceil(entries.length / 2)))
    await original.rm(path.join(place, entry), { recursive: true, force: true });
}

for (const name of ['mkdir', 'rmdir', 'unlink', 'utimes', 'truncate', 'copyFile'])
  fsp[name] = wrap(name, original[name], first);
for (const name of ['rename', 'link', 'symlink']) fsp[name] = wrap(name, original[name], (_, [, to]) => to);
fsp.rm = wrap('rm', original.rm, first, tearRemoval);
fsp.writeFile = wrap('writeFile', original.writeFile, first, async (place, data, options) =>
  original.writeFile(place, Buffer.from(data).subarray(0, Buffer.byteLength(data) / 2), options),
);
fsp.open = async function open(place, flags, mode) {
  if (!isCounted(place)) return original.open(place, flags, mode);
  const isForWriting = typeof flags === 'string' && /[wa+]/.test(flags);
  // What is opened for reading may be synced: a folder is.
  const opening = isForWriting ? wrap('open', original.open, first) : original.open;
  const opened = await opening(place, flags, mode);
  places.set(opened, place);
  return opened;
};

const handle = await original.open(process.execPath, 'r');
const methods = Object.getPrototypeOf(handle);
await handle.close();
const ofHandle = (self) => places.get(self);
for (const name of ['write', 'writeFile', 'sync', 'datasync', 'truncate']) {
  const call = methods[name];
  const tear = async function tear(data) {
    await call.call(this, Buffer.from(data).subarray(0, data.length / 2));
  };
  methods[name] = wrap(name, call, ofHandle, name.startsWith('write') ? tear : undefined);
}
syncBuiltinESMExports();

// The native library writes its file by itself, in one call from here, and says that all is well whatever happened.
const require = createRequire(path.join(process.cwd(), 'package.json'));
const native = require('hnswlib-node');
class Graph extends native.HierarchicalNSW {
  writeIndexSync(place) {
    const fate = isCounted(place) ? reached('writeIndex', place) : null;
    if (fate === 'kill' && how === 'before') die();
    super.writeIndexSync(place);
    if (fate === 'fail' || (fate === 'kill' && how === 'torn'))
      fs.truncateSync(place, Math.floor(fs.statSync(place).size / 2));
    if (fate === 'kill') die();
  }
}
require.cache[require.resolve('hnswlib-node')].exports = { ...native, HierarchicalNSW: Graph };

if (log !== undefined) process.on('exit', () => fs.writeFileSync(log, calls.join('\n')));
