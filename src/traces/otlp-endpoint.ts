import { TricordError } from '../errors.js';

/**
 * Returns the URL that spans are posted to. Understands a base URL (`/v1/traces` is appended), a full URL, and Ego's
 * `host:port`; throws `TRI_TRACES_INVALID_ENDPOINT`.
 */
export function parseOtlpEndpoint(endpoint: string): URL {
  const text = endpoint.trim();
  const address = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (
    url === undefined ||
    text === '' ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.hostname === ''
  ) {
    throw new TricordError('TRI_TRACES_INVALID_ENDPOINT', { endpoint: hideCredentials(text) });
  }
  if (url.pathname === '/') url.pathname = '/v1/traces';
  url.hash = '';
  return url;
}

function hideCredentials(text: string): string {
  return text.replace(/\/\/[^/]*@/, '//…@').slice(0, 200);
}
