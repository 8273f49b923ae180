import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findVariable } from './find-variable.js';
import { describeRequestPart } from './describe-request-part.js';
import { propertyName, unwrap } from './unwrap.js';

/** Function → what it returns that there is no end of. */
const functions = new Map<string, string>([
  ...['randomUUID', 'uuid', 'uuidv4', 'uuidv7', 'nanoid', 'ulid', 'createId', 'cuid', 'ObjectId'].map(
    (name) => [name, 'random ids'] as const,
  ),
  ['Date', 'points in time'],
]);
const methods = new Map<string, string>([
  ['Date.now', 'points in time'],
  ['performance.now', 'points in time'],
  ['process.hrtime', 'points in time'],
  ['Math.random', 'random values'],
  ['crypto.randomUUID', 'random ids'],
  ['uuid.v1', 'random ids'],
  ['uuid.v4', 'random ids'],
  ['uuid.v7', 'random ids'],
]);
/** Methods of requests that return what the caller has sent. */
const readers = ['get', 'header', 'param', 'query', 'cookie'];

/** Says what a call returns, when that is something there is no end of: times, random values, what a caller sends. */
export function describeEndlessCall(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  sourceCode: Readonly<TSESLint.SourceCode>,
): string | undefined {
  const callee = unwrap(node.callee);
  if (callee.type === 'Identifier') {
    // A function of the file that is called `uuid` may return anything; one that is imported is what it is called.
    const definition = findVariable(callee, sourceCode)?.defs[0];
    const isOutside = definition === undefined || definition.type === 'ImportBinding';
    return isOutside ? functions.get(callee.name) : undefined;
  }
  if (callee.type !== 'MemberExpression') return undefined;
  const method = propertyName(callee);
  const object = unwrap(callee.object);
  if (object.type === 'Identifier') {
    const known = methods.get(`${object.name}.${method}`);
    if (known !== undefined) return known;
  }
  return readers.includes(method ?? '') ? describeRequestPart(object, ['headers', 'get']) : undefined;
}
