import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { splitWords } from '../../src/policies/describe-endless.js';
import { createKeyJudge } from '../../src/policies/secret-keys.js';
import { findVariable } from './find-variable.js';
import { findVariableSource } from './find-variable-source.js';
import { findOperands } from './static-text.js';
import { propertyName, unwrap } from './unwrap.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The judgement the logger itself redacts by; it remembers words, nothing of a program. */
const judge = createKeyJudge();
/** `hasPassword`, `tokenCount`, `secretName`: facts about a secret, told by their first or last word. */
const firstWords = new Set(
  'has is no needs with without use uses allow require required max min num'.split(' '),
);
const lastWords = new Set(
  (
    'length count type name kind field header expiry expires expired at in ttl policy version strength status ' +
    'error attempts enabled valid present path file url ref provider rotation age'
  ).split(' '),
);
const converters = ['String', 'stringify', 'encodeURIComponent', 'format', 'inspect'];
const keepers = ['toString', 'trim', 'concat', 'toJSON'];
/** Whole objects that hold credentials among other things: what they are, and their last two names. */
const bundles: readonly (readonly [what: string, path: RegExp])[] = [
  ['every header of a request', /^(?:req|request|ctx|incomingMessage|raw)\.(?:headers|rawHeaders)$/],
  ['every cookie of a request', /^(?:req|request|ctx)\.(?:cookies|signedCookies)$/],
  ['the whole environment', /^process\.env$/],
];

/** Says whether a name is that of a secret, and not of a fact about one. */
export function isSecretName(name: string): boolean {
  if (judge(name) === 'open') return false;
  const words = splitWords(name);
  const last = words.at(-1) ?? '';
  // The id of a session is one; that of a key or token only names it.
  if (last === 'id') return !['key', 'secret', 'token'].includes(words.at(-2) ?? '');
  return words.length === 1 || !(firstWords.has(words[0] ?? '') || lastWords.has(last));
}

/** A part of an expression that certainly carries a secret, and what that is. */
export interface FoundSecret {
  readonly node: TSESTree.Node;
  readonly what: string;
}

/** Returns the part of an expression that goes by the name of a secret; what a function makes of one is unknown. */
export function findSecret(node: TSESTree.Node, sourceCode: SourceCode, depth = 0): FoundSecret | undefined {
  if (depth > 12) return undefined;
  const expression = unwrap(node);
  const first = (nodes: readonly TSESTree.Node[]): FoundSecret | undefined => {
    for (const inner of nodes) {
      const found = findSecret(inner, sourceCode, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (expression.type) {
    case 'Identifier':
      return isSecretVariable(expression, sourceCode) ? named(expression, expression.name) : undefined;
    case 'MemberExpression':
      return findInMember(expression);
    case 'TemplateLiteral':
      return first(expression.expressions);
    case 'BinaryExpression':
      return first(findOperands(expression));
    case 'LogicalExpression':
      return first(expression.operator === '&&' ? [expression.right] : [expression.left, expression.right]);
    case 'ConditionalExpression':
      return first([expression.consequent, expression.alternate]);
    case 'AwaitExpression':
      return first([expression.argument]);
    case 'CallExpression': {
      const callee = unwrap(expression.callee);
      const isMember = callee.type === 'MemberExpression';
      const name = callee.type === 'Identifier' ? callee.name : isMember ? (propertyName(callee) ?? '') : '';
      if (converters.includes(name)) return first(expression.arguments);
      return isMember && keepers.includes(name) ? first([callee.object]) : undefined;
    }
    default:
      return undefined;
  }
}

function named(node: TSESTree.Node, name: string): FoundSecret {
  return { node, what: `a secret by its name, \`${name}\`` };
}

function findInMember(node: TSESTree.MemberExpression): FoundSecret | undefined {
  const name = propertyName(node);
  if (name === undefined) return undefined;
  const object = unwrap(node.object);
  const owner =
    object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' && propertyName(object);
  const [what] = bundles.find(([, path]) => path.test(`${owner || ''}.${name}`)) ?? [];
  if (what !== undefined) return { node, what };
  return isSecretName(name) ? named(node, name) : undefined;
}

function isSecretVariable(node: TSESTree.Identifier, sourceCode: SourceCode): boolean {
  if (!isSecretName(node.name)) return false;
  const variable = findVariable(node, sourceCode);
  const source = variable && findVariableSource(variable);
  if (['TSBooleanKeyword', 'TSNumberKeyword'].includes(source?.type?.type ?? '')) return false;
  const made = source?.value === undefined || source.way.length > 0 ? undefined : unwrap(source.value);
  if (made?.type === 'UnaryExpression' || made?.type === 'Literal') return false;
  // `const token = mask(raw)`: only the function knows what is left of it.
  const isMasked =
    made?.type === 'CallExpression' && /mask|redact|hash|hide/i.test(sourceCode.getText(made.callee));
  return !isMasked;
}
