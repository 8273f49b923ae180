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

/** The answers to scrapes. */
export interface Pages {
  /** Answers a scrape, with a page of now or one that is fresh enough. */
  page(request?: PageRequest): Promise<Page>;
  /** Returns the answer when a fresh page is at hand; a flood that waits for nothing leaves nothing behind. */
  freshPage(request?: PageRequest): Page | undefined;
}

interface Rendering {
  readonly body: Promise<Buffer>;
  /** The body, once it is rendered. */
  made: Buffer | undefined;
  /** Milliseconds of the monotonic clock until which it may be served, once it is rendered. */
  servedUntil: number | undefined;
}

/**
 * Creates the answers to scrapes: what is asked for in one format and encoding is rendered once for everybody who waits
 * for it and kept for `cacheMs`, so that a flood of scrapers costs no more than one.
 */
export function createPages(render: PageRenderer, cacheMs: number): Pages {
  const renderings = new Map<string, Rendering>();
  let waiting = 0;
  const start = (key: string, format: PageFormat, encoding: PageEncoding): Rendering => {
    const body = makeBody(render, format, encoding);
    const rendering: Rendering = { body, made: undefined, servedUntil: undefined };
    const settle = (made: Buffer | undefined, forMs: number): void => {
      rendering.made = made;
      rendering.servedUntil = performance.now() + forMs;
    };
    body.then(
      (made) => settle(made, cacheMs),
      () => settle(undefined, 0),
    );
    renderings.set(key, rendering);
    return rendering;
  };
  const freshPage = (request: PageRequest = {}): Page | undefined => {
    const { format, encoding, key } = negotiate(request);
    const known = renderings.get(key);
    if (known?.made === undefined || performance.now() >= (known.servedUntil ?? -Infinity)) return undefined;
    return answer(format, encoding, known.made);
  };
  const page = async (request: PageRequest = {}): Promise<Page> => {
    const fresh = freshPage(request);
    if (fresh !== undefined) return fresh;
    if (waiting >= maxWaiting) return busy();
    const { format, encoding, key } = negotiate(request);
    const known = renderings.get(key);
    const isUnderWay = known !== undefined && known.servedUntil === undefined;
    waiting++;
    try {
      return answer(format, encoding, await (isUnderWay ? known : start(key, format, encoding)).body);
    } finally {
      waiting--;
    }
  };
  return { page, freshPage };
}

/** What a scraper gets, and the name under which that is kept. */
function negotiate({ accept, acceptEncoding }: PageRequest) {
  const format = negotiateFormat(accept);
  const encoding: PageEncoding = acceptsGzip(acceptEncoding) ? 'gzip' : 'identity';
  return { format, encoding, key: `${format} ${encoding}` };
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
