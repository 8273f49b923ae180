import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PageFormat } from './exposition-text.js';
import { acceptsGzip, negotiateFormat } from './negotiate-format.js';

/** What a scraper says it takes; the values of its `accept` and `accept-encoding` headers. */
export interface PageRequest {
  readonly accept?: string | undefined;
  readonly acceptEncoding?: string | undefined;
}

/** The answer to a scrape. */
export interface Page {
  readonly status: 200 | 503;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
}

/** Requests that may wait for a page to be rendered; further ones are sent away. */
const maxWaiting = 4;

/** Smaller pages are not worth compressing. */
const minGzipLength = 1024;

const contentTypes: Readonly<Record<PageFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

interface Rendering {
  readonly text: Promise<string>;
  /** Milliseconds of the monotonic clock until which it may be served, once it is rendered. */
  servedUntil: number | undefined;
  compressed?: Promise<Buffer>;
}

/**
 * Creates the answers to scrapes: a format is rendered once for everybody who waits for it and kept for `cacheMs`, so
 * that a flood of scrapers costs no more than one.
 */
export function createPages(
  render: (format: PageFormat) => Promise<string>,
  cacheMs: number,
): (request?: PageRequest) => Promise<Page> {
  const renderings = new Map<PageFormat, Rendering>();
  let waiting = 0;
  return async ({ accept, acceptEncoding } = {}) => {
    const format = negotiateFormat(accept);
    const isReady = performance.now() < (renderings.get(format)?.servedUntil ?? -Infinity);
    if (!isReady && waiting >= maxWaiting) return busy();
    waiting++;
    try {
      const rendering = current(renderings, format, { render, cacheMs });
      const text = await rendering.text;
      const isCompressed = text.length > minGzipLength && acceptsGzip(acceptEncoding);
      return answer(format, isCompressed ? await (rendering.compressed ??= compress(text)) : text);
    } finally {
      waiting--;
    }
  };
}

function current(
  renderings: Map<PageFormat, Rendering>,
  format: PageFormat,
  { render, cacheMs }: { render: (format: PageFormat) => Promise<string>; cacheMs: number },
): Rendering {
  const known = renderings.get(format);
  if (known !== undefined && performance.now() < (known.servedUntil ?? Infinity)) return known;
  const rendering: Rendering = { text: render(format), servedUntil: undefined };
  const settle = (forMs: number) => () => void (rendering.servedUntil = performance.now() + forMs);
  rendering.text.then(settle(cacheMs), settle(0));
  renderings.set(format, rendering);
  return rendering;
}

/** Level 1 takes a tenth of the time of the default and still leaves a twentieth of the page. */
function compress(text: string): Promise<Buffer> {
  return promisify(gzip)(text, { level: 1 });
}

function answer(format: PageFormat, body: string | Buffer): Page {
  const headers: Record<string, string> = {
    'content-type': contentTypes[format],
    vary: 'accept, accept-encoding',
    'cache-control': 'no-store',
  };
  if (typeof body !== 'string') headers['content-encoding'] = 'gzip';
  return { status: 200, headers, body };
}

function busy(): Page {
  return {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' },
    body: 'Too many scrapes wait for a page.\n',
  };
}
