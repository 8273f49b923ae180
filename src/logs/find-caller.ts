const frames = 16;
/** Where a frame is, as V8 prints it: `at fn (file:///a/b.ts:1:2)` or `at /a/b.ts:1:2`. */
const place = /\(?(?:file:\/\/)?([^()\s]+):(\d+):\d+\)?$/;
const room = new URL('./', import.meta.url).pathname;
const operation = new URL('../operation.', import.meta.url).pathname;

/** Returns `dir/file.ts:line` of the first frame that is neither Node's, nor a package's, nor of this room. */
export function findCaller(): string | undefined {
  const limit = Error.stackTraceLimit;
  const holder: { stack?: string } = {};
  try {
    Error.stackTraceLimit = frames;
    Error.captureStackTrace(holder, findCaller);
    return pickCaller(holder.stack ?? '');
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

function pickCaller(stack: string): string | undefined {
  for (const frame of stack.split('\n')) {
    const [, file, line] = place.exec(frame) ?? [];
    if (file === undefined || isForeign(file)) continue;
    return `${file.split('/').slice(-2).join('/')}:${line}`;
  }
  return undefined;
}

function isForeign(file: string): boolean {
  return file.startsWith('node:') || file.includes('/node_modules/') || file.startsWith(room) || file.startsWith(operation);
}
