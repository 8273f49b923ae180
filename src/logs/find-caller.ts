const frames = 16;
const room = new URL('./', import.meta.url).pathname;
const operation = new URL('../operation.', import.meta.url).pathname;

/** Returns `dir/file.ts:line` of the first frame that is neither Node's, nor a package's, nor of this room. */
export function findCaller(): string | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = frames;
    // Frames as objects: rendering all of them as text would cost several times as much as finding the one.
    Error.prepareStackTrace = (_error, sites) => sites;
    Error.captureStackTrace(holder, findCaller);
    return pickCaller(holder.stack as NodeJS.CallSite[]);
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepareStackTrace === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Error.prepareStackTrace = prepareStackTrace;
  }
}

function pickCaller(sites: readonly NodeJS.CallSite[]): string | undefined {
  for (const site of sites) {
    const file = site.getFileName()?.replace('file://', '');
    if (file === undefined || file === '' || isForeign(file)) continue;
    return `${file.split('/').slice(-2).join('/')}:${site.getLineNumber()}`;
  }
  return undefined;
}

function isForeign(file: string): boolean {
  return (
    file.startsWith('node:') ||
    file.includes('/node_modules/') ||
    file.startsWith(room) ||
    file.startsWith(operation)
  );
}
