import type { TSESTree } from '@typescript-eslint/utils';
import { propertyName, unwrap } from './unwrap.js';

/** Stands for what cannot be told without running the code. */
export const unseen: unique symbol = Symbol('unseen');

/** A value as far as it is written out; where it is not, `unseen` stands in its place. */
export type StaticValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | typeof unseen
  | readonly StaticValue[]
  | { readonly [key: string]: StaticValue };

/** Looks up a name of the module the expression stands in. */
export type Lookup = (name: string) => StaticValue;

/**
 * Reads an expression of a module without running it: literals, lists, objects, spreads, templates without a computed
 * part, names that `lookup` knows, members of these, and the argument of `defineConfig` and `Object.freeze`.
 */
export function readStaticValue(node: TSESTree.Node, lookup: Lookup): StaticValue {
  const expression = unwrap(node);
  switch (expression.type) {
    case 'Literal':
      return isPlain(expression.value) ? expression.value : unseen;
    case 'TemplateLiteral':
      return expression.expressions.length === 0 ? (expression.quasis[0]?.value.cooked ?? unseen) : unseen;
    case 'UnaryExpression':
      return readNegative(expression, lookup);
    case 'Identifier':
      return expression.name === 'undefined' ? undefined : lookup(expression.name);
    case 'ArrayExpression':
      return readList(expression.elements, lookup);
    case 'ObjectExpression':
      return readObject(expression.properties, lookup);
    case 'MemberExpression': {
      const key = propertyName(expression);
      const object = readStaticValue(expression.object, lookup);
      return key !== undefined && isRecord(object) && Object.hasOwn(object, key) ? object[key] : unseen;
    }
    case 'CallExpression':
      return readPassedOn(expression, lookup);
    default:
      return unseen;
  }
}

/** Says whether a value is an object whose keys can be read. */
export function isRecord(value: StaticValue): value is { readonly [key: string]: StaticValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Says whether any part of a value could not be told. */
export function isUnseen(value: StaticValue): boolean {
  if (value === unseen) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(isUnseen);
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function readNegative({ operator, argument }: TSESTree.UnaryExpression, lookup: Lookup): StaticValue {
  const value = readStaticValue(argument, lookup);
  return operator === '-' && typeof value === 'number' ? -value : unseen;
}

function readList(elements: TSESTree.ArrayExpression['elements'], lookup: Lookup): StaticValue {
  const list: StaticValue[] = [];
  for (const element of elements) {
    if (element?.type !== 'SpreadElement') {
      list.push(element === null ? undefined : readStaticValue(element, lookup));
      continue;
    }
    const spread = readStaticValue(element.argument, lookup);
    if (!Array.isArray(spread)) return unseen;
    list.push(...(spread as readonly StaticValue[]));
  }
  return list;
}

function readObject(properties: TSESTree.ObjectExpression['properties'], lookup: Lookup): StaticValue {
  const entries: [string, StaticValue][] = [];
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const spread = readStaticValue(property.argument, lookup);
      if (!isRecord(spread)) return unseen;
      entries.push(...Object.entries(spread));
      continue;
    }
    const key = propertyName(property);
    if (key === undefined) return unseen;
    const isValue = property.kind === 'init' && !property.method;
    entries.push([key, isValue ? readStaticValue(property.value, lookup) : unseen]);
  }
  return Object.fromEntries(entries);
}

function readPassedOn({ callee, arguments: args }: TSESTree.CallExpression, lookup: Lookup): StaticValue {
  const [argument] = args;
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' && propertyName(callee);
  return argument !== undefined && (name === 'defineConfig' || name === 'freeze')
    ? readStaticValue(argument, lookup)
    : unseen;
}
