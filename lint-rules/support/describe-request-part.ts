import type { TSESTree } from '@typescript-eslint/utils';
import { propertyName, unwrap } from './unwrap.js';

/** Names of what a server hands to its handlers. */
const requests = /^(?:req|request|ctx|httpRequest|incomingMessage)$/;
/** A request inside of what is handed over: `ctx.request`, `c.req`, `event.request`. */
const inner = ['req', 'request', 'raw'];
/** Property → what callers put there. */
const parts = new Map<string, string>([
  ...['url', 'originalUrl', 'href', 'rawUrl'].map((name) => [name, 'URLs'] as const),
  ...['path', 'pathname', 'rawPath'].map((name) => [name, 'raw paths'] as const),
  ...['ip', 'ips', 'hostname', 'host'].map((name) => [name, 'addresses'] as const),
  ...['search', 'querystring', 'rawQuery', 'rawBody'].map((name) => [name, 'texts of callers'] as const),
]);
/** Objects whose members callers choose, and those in which they choose at any depth. */
const inputs = ['params', 'query', 'headers', 'cookies', 'searchParams'];
const deepInputs = ['body', 'payload'];

/**
 * Says what of a request an expression is, when callers choose it: `req.url`, `ctx.request.body.name`. `more` are
 * properties that are read from the expression.
 */
export function describeRequestPart(node: TSESTree.Node, more: readonly string[] = []): string | undefined {
  const path = [...more];
  let object = unwrap(node);
  while (object.type === 'MemberExpression') {
    path.unshift(propertyName(object) ?? '');
    object = unwrap(object.object);
  }
  if (object.type === 'ThisExpression') return path.length > 1 ? describePath(path) : undefined;
  return object.type === 'Identifier' ? describePath([object.name, ...path]) : undefined;
}

function describePath(path: readonly string[]): string | undefined {
  const [root = '', ...rest] = path;
  const isRequest = requests.test(root) || inner.includes(rest[0] ?? '');
  if (!isRequest) return undefined;
  while (inner.includes(rest[0] ?? '')) rest.shift();
  const [first = '', second] = rest;
  if (second === undefined) return parts.get(first);
  const isInput = deepInputs.includes(first) || (inputs.includes(first) && rest.length === 2);
  return isInput ? 'values that callers send' : undefined;
}
