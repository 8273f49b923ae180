import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Certificates that are trusted instead of the usual ones, in PEM. */
  readonly ca?: string;
  readonly timeoutMs: number;
}

/** A reply as it came over the wire. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** More than any dashboard or rule file has. */
const maxBytes = 64 * 2 ** 20;

/** Sends a request and reads the whole reply; redirects are not followed, and no proxy is asked. */
export function send({ method, url, headers, body, ca, timeoutMs }: WireRequest): Promise<WireReply> {
  const isTls = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const fail = (error: Error) =>
      reject(signal.aborted ? new Error(`it took longer than ${timeoutMs / 1000} s`) : error);
    const options = { method, headers, signal, ...(ca === undefined ? {} : { ca }) };
    const request = (isTls ? requestHttps : requestHttp)(url, options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > maxBytes) response.destroy(new Error('the answer is longer than 64 MiB'));
        else chunks.push(chunk);
      });
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', fail);
    request.end(body);
  });
}
