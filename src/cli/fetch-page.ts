import { TricordError } from '../errors.js';

/** How a page is fetched; the defaults are what a scrape may take. */
export interface FetchLimits {
  readonly timeoutMs?: number;
  readonly redirects?: number;
}

/** A page that is being read. */
export interface FetchedPage {
  /** Format that the server says the page has, when it is one of metrics. */
  readonly format?: 'text' | 'openmetrics';
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** What Prometheus itself asks for, so that we judge the page it would get. */
const accept = 'application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';

/**
 * Fetches a page of metrics. It is read as it comes, so the reader's limit bounds memory however it is compressed;
 * redirects are followed within the same origin only, and all of it takes at most `timeoutMs` (10,000 by default).
 * Throws `TRI_CLI_FETCH_FAILED`, also while the body is read.
 */
export async function fetchPage(url: string, limits: FetchLimits = {}): Promise<FetchedPage> {
  const { timeoutMs = 10_000, redirects = 5 } = limits;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await follow(new URL(url), redirects, signal);
    if (!response.ok)
      throw new Error(`the server answers ${response.status} ${response.statusText}`.trimEnd());
    const type = response.headers.get('content-type') ?? '';
    const format = type.includes('openmetrics')
      ? 'openmetrics'
      : type.includes('version=0.0.4')
        ? 'text'
        : undefined;
    return { chunks: readBody(response, url, timeoutMs), ...(format === undefined ? {} : { format }) };
  } catch (error) {
    throw explain(url, error, timeoutMs);
  }
}

async function follow(url: URL, redirects: number, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { redirect: 'manual', signal, headers: { accept } });
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return response;
  await response.body?.cancel();
  const next = new URL(location, url);
  if (next.origin !== url.origin) throw new Error(`it redirects to another origin, ${next.origin}`);
  if (redirects === 0) throw new Error('it redirects without end');
  return follow(next, redirects - 1, signal);
}

async function* readBody(response: Response, url: string, timeoutMs: number): AsyncGenerator<Uint8Array> {
  try {
    if (response.body !== null) yield* response.body;
  } catch (error) {
    throw explain(url, error, timeoutMs);
  }
}

function explain(url: string, error: unknown, timeoutMs: number): TricordError {
  return new TricordError(
    'TRI_CLI_FETCH_FAILED',
    { url, reason: reasonOf(error, timeoutMs) },
    { cause: error },
  );
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `it took longer than ${timeoutMs / 1000} s`;
  if (!(error.cause instanceof Error)) return error.message;
  const code = (error.cause as NodeJS.ErrnoException).code;
  // An address that resolves twice fails as an aggregate, whose own message is empty.
  return error.cause.message || code || error.message;
}
