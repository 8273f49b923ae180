import type { PageFormat } from './exposition-text.js';
import { acceptsGzip, negotiateFormat } from './negotiate-format.js';
import { createPageSink, type PageEncoding, type PageSink } from './page-sink.js';
import { runInSlices, type SlicedWork } from './run-in-slices.js';

/** What a scraper says it takes; the values of its `accept` and `accept-encoding` headers. */
export interface PageRequest {
  readonly accept?: string | undefined;
  readonly acceptEncoding?: string | undefined;
}

/** The answer to a scrape. */
export interface Page {
  readonly status: 200 | 503;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

/** Requests that may wait for a page to be rendered; further ones are sent away. */
const maxWaiting = 4;

const contentTypes: Readonly<Record<PageFormat, string>> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** Reads what is on a page and returns its text in pieces that are short enough not to hold the event loop. */
export type PageRenderer = (format: PageFormat) => Promise<Iterable<string>>;

interface Rendering {
  readonly body: Promise<Buffer>;
  /** Milliseconds of the monotonic clock until which it may be served, once it is rendered. */
  servedUntil: number | undefined;
}

/**
 * Creates the answers to scrapes: what is asked for in one format and encoding is rendered once for everybody who waits
 * for it and kept for `cacheMs`, so that a flood of scrapers costs no more than one.
 */
export function createPages(render: PageRenderer, cacheMs: number): (request?: PageRequest) => Promise<Page> {
  const renderings = new Map<string, Rendering>();
  let waiting = 0;
  const start = (key: string, format: PageFormat, encoding: PageEncoding): Rendering => {
    const rendering: Rendering = { body: makeBody(render, format, encoding), servedUntil: undefined };
    const settle = (forMs: number) => () => void (rendering.servedUntil = performance.now() + forMs);
    rendering.body.then(settle(cacheMs), settle(0));
    renderings.set(key, rendering);
    return rendering;
  };
  return async ({ accept, acceptEncoding } = {}) => {
    const format = negotiateFormat(accept);
    const encoding = acceptsGzip(acceptEncoding) ? 'gzip' : 'identity';
    const key = `${format} ${encoding}`;
    const known = renderings.get(key);
    const isFresh = performance.now() < (known?.servedUntil ?? -Infinity);
    if (isFresh && known !== undefined) return answer(format, encoding, await known.body);
    if (waiting >= maxWaiting) return busy();
    const isUnderWay = known !== undefined && known.servedUntil === undefined;
    waiting++;
    try {
      return answer(format, encoding, await (isUnderWay ? known : start(key, format, encoding)).body);
    } finally {
      waiting--;
    }
  };
}

async function makeBody(render: PageRenderer, format: PageFormat, encoding: PageEncoding): Promise<Buffer> {
  const sink = createPageSink(encoding);
  await runInSlices(writePieces(await render(format), sink));
  return sink.end();
}

function* writePieces(pieces: Iterable<string>, sink: PageSink): SlicedWork<void> {
  for (const piece of pieces) yield sink.write(piece);
}

function answer(format: PageFormat, encoding: PageEncoding, body: Buffer): Page {
  const headers: Record<string, string> = {
    'content-type': contentTypes[format],
    vary: 'accept, accept-encoding',
    'cache-control': 'no-store',
  };
  if (encoding === 'gzip') headers['content-encoding'] = 'gzip';
  return { status: 200, headers, body };
}

function busy(): Page {
  return {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' },
    body: Buffer.from('Too many scrapes wait for a page.\n'),
  };
}
