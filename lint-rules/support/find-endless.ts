import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { describeEndlessName } from '../../src/policies/describe-endless.js';
import { describeEndlessCall } from './describe-endless-call.js';
import { describeRequestPart } from './describe-request-part.js';
import { isError } from './find-error.js';
import { findVariable } from './find-variable.js';
import { findVariableSource, type ValueSource } from './find-variable-source.js';
import { findOperands } from './static-text.js';
import { propertyName, unwrap } from './unwrap.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** A part of an expression whose values there is no end of. */
export interface EndlessPart {
  readonly node: TSESTree.Node;
  /** What there is no end of, in the plural, e.g. `ids`. */
  readonly what: string;
}

interface Search {
  readonly sourceCode: SourceCode;
  /** Steps left; what takes more counts as unknown. */
  budget: number;
}

/** Methods that make no set of values smaller. */
const keepers = [
  'toString',
  'toLowerCase',
  'toUpperCase',
  'trim',
  'toISOString',
  'toJSON',
  'concat',
  'split',
];
const converters = ['String', 'encodeURIComponent', 'decodeURIComponent', 'stringify'];
/** Objects whose members are set once, by the author: configuration, and the route that a server has matched. */
const fixed =
  /^(?:config|conf|cfg|options|opts|settings|env|props|constants|meta|route|routeOptions|router)$/i;

/**
 * Returns the part of an expression that is certainly without end: what a caller sends, ids, addresses, times, random
 * values, texts of errors. What a function of the project makes of these is unknown, and so is what is imported.
 */
export function findEndless(node: TSESTree.Node, sourceCode: SourceCode): EndlessPart | undefined {
  return find(node, { sourceCode, budget: 64 });
}

function find(node: TSESTree.Node, search: Search): EndlessPart | undefined {
  if (--search.budget < 0) return undefined;
  const expression = unwrap(node);
  switch (expression.type) {
    case 'TemplateLiteral':
      return findFirst(expression.expressions, search);
    case 'BinaryExpression':
      return findFirst(findOperands(expression), search);
    case 'LogicalExpression':
      return findFirst([expression.left, expression.right], search);
    case 'ConditionalExpression':
      return findFirst([expression.consequent, expression.alternate], search);
    case 'AwaitExpression':
      return find(expression.argument, search);
    case 'CallExpression':
    case 'NewExpression':
      return findInCall(expression, search);
    case 'MemberExpression':
      return findInMember(expression, search);
    case 'Identifier':
      return findInVariable(expression, search);
    default:
      return undefined;
  }
}

function findFirst(nodes: readonly TSESTree.Node[], search: Search): EndlessPart | undefined {
  for (const node of nodes) {
    const found = find(node, search);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findInCall(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  search: Search,
): EndlessPart | undefined {
  const what = describeEndlessCall(node, search.sourceCode);
  if (what !== undefined) return { node, what };
  const callee = unwrap(node.callee);
  const isMember = callee.type === 'MemberExpression';
  const name = callee.type === 'Identifier' ? callee.name : isMember ? propertyName(callee) : undefined;
  const [argument] = node.arguments;
  if (argument !== undefined && converters.includes(name ?? '')) return find(argument, search);
  return isMember && keepers.includes(name ?? '') ? find(callee.object, search) : undefined;
}

function findInMember(node: TSESTree.MemberExpression, search: Search): EndlessPart | undefined {
  const request = describeRequestPart(node);
  if (request !== undefined) return { node, what: request };
  const object = unwrap(node.object);
  const name = propertyName(node);
  // `url.split('?')[0]` still has every id of the path.
  if (name === undefined) return object.type === 'CallExpression' ? find(object, search) : undefined;
  if (name === 'message' || name === 'stack')
    return isError(object, search.sourceCode) ? { node, what: 'texts of errors' } : undefined;
  const owner =
    object.type === 'Identifier' ? object.name : object.type === 'MemberExpression' && propertyName(object);
  if (owner === undefined || owner === false || fixed.test(owner) || isConstantName(owner)) return undefined;
  const what = describeEndlessName(`${owner}_${name}`);
  return what === undefined ? undefined : { node, what };
}

function findInVariable(node: TSESTree.Identifier, search: Search): EndlessPart | undefined {
  const variable = findVariable(node, search.sourceCode);
  const definition = variable?.defs[0];
  if (variable === undefined || definition === undefined || isConstantName(node.name)) return undefined;
  if (definition.type === 'Parameter' || definition.type === 'Variable') {
    const source = findVariableSource(variable) ?? { way: [] };
    if (isClosedType(source.type) || isItemOfList(definition, search)) return undefined;
    const inner = findInSource(source, node, search);
    if (inner !== undefined) return { node, what: inner };
    return isNameProof(source) ? describe(node, describeEndlessName(node.name)) : undefined;
  }
  return undefined;
}

function describe(node: TSESTree.Node, what: string | undefined): EndlessPart | undefined {
  return what === undefined ? undefined : { node, what };
}

function findInSource({ value, way }: ValueSource, node: TSESTree.Node, search: Search): string | undefined {
  if (way.length === 0) return value === undefined ? undefined : find(value, search)?.what;
  // `const { url } = request`, `({ url }) => …`, where only a request says what its `url` is.
  const root = value === undefined ? undefined : unwrap(value);
  return root === undefined ? undefined : describeRequestPart(root, way);
}

/** What a variable is called is no proof where its value is written out, or was made of something by a function. */
function isNameProof({ value }: ValueSource): boolean {
  return value === undefined || ['MemberExpression', 'Identifier'].includes(unwrap(value).type);
}

function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** Says whether a type has few values: literals and unions of them, booleans. */
function isClosedType(type: TSESTree.TypeNode | undefined): boolean {
  if (type === undefined) return false;
  if (type.type === 'TSUnionType') return type.types.every(isClosedType);
  return ['TSLiteralType', 'TSBooleanKeyword', 'TSUndefinedKeyword', 'TSNullKeyword'].includes(type.type);
}

/** Says whether a variable goes through a list that is written out: `for (const id of ['a', 'b'])`, `['a'].map((id) => …)`. */
function isItemOfList(definition: TSESLint.Scope.Definition, search: Search): boolean {
  if (definition.type === 'Variable') {
    const loop = definition.node.parent.parent;
    return loop.type === 'ForOfStatement' && isList(loop.right, search);
  }
  const call = definition.node.parent;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  return isList(call.callee.object, search);
}

function isList(node: TSESTree.Node, search: Search): boolean {
  const list = unwrap(node);
  if (list.type === 'ArrayExpression') return true;
  const variable = list.type === 'Identifier' ? findVariable(list, search.sourceCode) : undefined;
  const value = variable && findVariableSource(variable)?.value;
  return value !== undefined && unwrap(value).type === 'ArrayExpression';
}
