import { TricordError } from '../errors.js';
import type { Secret } from './secret.js';
import { send, type WireReply, type WireRequest } from './send.js';

/** Where an API is, and how it is asked. */
export interface ApiOptions {
  /** Base URL, e.g. `https://grafana.example`; a path in it is kept. */
  readonly url: string;
  readonly token?: Secret | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Certificates that are trusted instead of the usual ones, in PEM. */
  readonly ca?: string | undefined;
  /** Whether a token may go to another machine unencrypted. @default false */
  readonly allowHttp?: boolean | undefined;
  /** @default 10,000 */
  readonly timeoutMs?: number;
  /** How long to wait between tries; replaced by tests. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** A reply that somebody can act on. */
export interface ApiReply {
  readonly status: number;
  /** What the JSON of the reply holds, or undefined when it is none. */
  readonly json: unknown;
  readonly text: string;
}

/** Asks an API; a failure that may pass is tried again. */
export interface ApiClient {
  readonly origin: string;
  /**
   * Sends a request. When it is unclear whether a write has happened, `isDone` is asked before it is sent again. Throws
   * `TRI_PROVISION_FAILED` after five tries, or a minute.
   */
  request(method: WireRequest['method'], path: string, options?: RequestOptions): Promise<ApiReply>;
}

/** The body of a request, and how to find out whether it was obeyed. */
export interface RequestOptions {
  readonly body?: string;
  readonly type?: string;
  /** How often it is sent at most. @default 5 */
  readonly tries?: number;
  isDone?(): Promise<boolean>;
}

const maxTries = 5;
const maxMs = 60_000;
const passing = new Set([408, 429, 502, 503, 504]);
/** What Node says of a certificate that it does not take; it will not by asking again. */
const untrusted = /CERT|SIGNATURE|ISSUER/;
const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Creates a client of an API. Throws `TRI_CLI_INVALID_URL` and `TRI_PROVISION_PLAIN_HTTP`. */
export function createApiClient(options: ApiOptions): ApiClient {
  const base = parseUrl(options.url);
  const isOpen = base.protocol === 'http:' && !loopback.test(base.hostname);
  if (isOpen && options.allowHttp !== true)
    throw new TricordError('TRI_PROVISION_PLAIN_HTTP', { url: base.origin });
  return {
    origin: base.origin,
    request: (method, path, request = {}) => {
      const url = new URL(base.href.replace(/\/$/, '') + path);
      return new Attempts(options, { method, url, ...request }).run();
    },
  };
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new TricordError('TRI_CLI_INVALID_URL', { url: text.replace(/\/\/[^/@]*@/, '//…@') });
  return url;
}

type Asked = RequestOptions & { readonly method: WireRequest['method']; readonly url: URL };

/** The tries of one request. */
class Attempts {
  readonly #options: ApiOptions;
  readonly #asked: Asked;
  #waited = 0;

  constructor(options: ApiOptions, asked: Asked) {
    this.#options = options;
    this.#asked = asked;
  }

  async run(): Promise<ApiReply> {
    for (let tries = 1; ; tries++) {
      const reply = await this.#send().catch((error: unknown) => error as Error);
      if (!(reply instanceof Error) && !passing.has(reply.status)) return this.#understand(reply);
      if (reply instanceof Error && untrusted.test(codeOf(reply))) throw this.#distrust(reply);
      const wait = waitMs(reply, tries);
      if (tries >= (this.#asked.tries ?? maxTries) || this.#waited + wait > maxMs)
        throw this.#giveUp(reply, tries);
      this.#waited += wait;
      await (this.#options.pause ?? pause)(wait);
      if ((await this.#asked.isDone?.()) === true) return { status: 200, json: undefined, text: '' };
    }
  }

  #send(): Promise<WireReply> {
    const { method, url, body, type = 'application/json' } = this.#asked;
    const { token, headers = {}, ca, timeoutMs = 10_000 } = this.#options;
    return send({
      ...{ method, url, timeoutMs },
      headers: {
        accept: 'application/json, application/yaml;q=0.9',
        ...headers,
        ...(token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) }),
      },
      ...(body === undefined ? {} : { body }),
      ...(ca === undefined ? {} : { ca }),
    });
  }

  #understand({ status, headers, text }: WireReply): ApiReply {
    if (status >= 300 && status < 400) throw this.#fail('it redirects; write the address it redirects to');
    if (/html/.test(String(headers['content-type'] ?? '')))
      throw this.#fail('it answers with a page for people, such as a login; is the address that of the API?');
    return { status, text, json: parseJson(text) };
  }

  #distrust(error: Error): TricordError {
    return this.#fail(
      `its certificate is not trusted: ${error.message}; \`--ca\` names an authority of your own`,
    );
  }

  #giveUp(reply: WireReply | Error, tries: number): TricordError {
    const reason = reply instanceof Error ? reasonOf(reply) : `it answers ${reply.status}`;
    return this.#fail(tries === 1 ? reason : `${reason}, ${tries} times`);
  }

  #fail(reason: string): TricordError {
    const { method, url } = this.#asked;
    const clean = this.#options.token?.scrub(reason) ?? reason;
    return new TricordError('TRI_PROVISION_FAILED', { request: `${method} ${url.href}`, reason: clean });
  }
}

/** As long as the server asks for, else twice as long each time, a little apart from others. */
function waitMs(reply: WireReply | Error, tries: number): number {
  const asked = reply instanceof Error ? Number.NaN : Number(reply.headers['retry-after'] ?? Number.NaN);
  return Number.isFinite(asked) && asked >= 0
    ? asked * 1000
    : 500 * 2 ** (tries - 1) * (1 + Math.random() / 5);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function reasonOf(error: Error): string {
  return error.message || codeOf(error) || 'it cannot be reached';
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Returns what a server says of a failure, short and without the token. */
export function saidBy({ status, json }: ApiReply, token?: Secret): string {
  const message = (json as { message?: unknown } | undefined)?.message;
  const said = typeof message === 'string' ? `: ${message.slice(0, 200)}` : '';
  return token?.scrub(`it answers ${status}${said}`) ?? `it answers ${status}${said}`;
}
