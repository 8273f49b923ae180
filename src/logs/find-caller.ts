const frames = 16;
const room = new URL('./', import.meta.url).pathname;
/** What stands between the code that makes a call and the line that tells it. */
const between = ['../operation.', '../payload-exchange.'].map(
  (path) => new URL(path, import.meta.url).pathname,
);
const adapters = new URL('../instrument/', import.meta.url).pathname;

/** Returns the stack of the code that logs, without the frames of Node and of logging itself; zap's stacktrace. */
export function findStack(): string | undefined {
  return readSites((sites) => {
    const own = sites.filter((site) => {
      const file = site.getFileName()?.replace('file://', '') ?? '';
      return (
        file !== '' && !file.startsWith('node:') && !isOurs(file) && !file.includes('/node_modules/pino/')
      );
    });
    return own.length === 0 ? undefined : own.map((site) => `at ${String(site)}`).join('\n');
  });
}

/** Returns `dir/file.ts:line` of the first frame that is neither Node's, nor a package's, nor of this room. */
export function findCaller(): string | undefined {
  return readSites(pickCaller);
}

function readSites(read: (sites: readonly NodeJS.CallSite[]) => string | undefined): string | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  const holder: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = frames;
    // Frames as objects: rendering all of them as text would cost several times as much as finding the one.
    Error.prepareStackTrace = (_error, sites) => sites;
    Error.captureStackTrace(holder, readSites);
    return read(holder.stack as NodeJS.CallSite[]);
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
  return file.startsWith('node:') || file.includes('/node_modules/') || isOurs(file);
}

function isOurs(file: string): boolean {
  return [room, adapters, ...between].some((path) => file.startsWith(path));
}
