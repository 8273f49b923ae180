import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Longest list that is looked at; a chain of proxies has some hundred characters. */
const longestList = 1024;

/**
 * Returns the address of whoever sent a request: that of the connection, or behind `trustedHops` proxies the one that the
 * first of them saw. What is further left in X-Forwarded-For is the caller's own word and is not looked at.
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustedHops: number): string {
  const connected = socket.remoteAddress ?? '';
  const list = headers['x-forwarded-for'];
  if (trustedHops === 0 || typeof list !== 'string' || list.length > longestList) return connected;
  const said = list.split(',').at(-trustedHops)?.trim() ?? '';
  return isIP(said) === 0 ? connected : said;
}
