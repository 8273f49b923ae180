import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { propertyName } from './unwrap.js';

/** What a variable or field was given: a value, the type it is declared with, or both. */
export interface ValueSource {
  readonly value?: TSESTree.Node;
  readonly type?: TSESTree.TypeNode;
  /** Properties read from the value, where a pattern takes it apart. */
  readonly way: readonly string[];
}

/** Returns what fills a variable: its first value if it keeps it, its only assignment, its default, its type. */
export function findVariableSource(variable: TSESLint.Scope.Variable): ValueSource | undefined {
  const [definition, ...others] = variable.defs;
  if (definition === undefined || others.length > 0) return undefined;
  if (definition.type === 'Parameter') return sourceOfParameter(definition.node, definition.name);
  if (definition.type !== 'Variable') return undefined;
  const { id, init } = definition.node;
  const writes = variable.references.filter((reference) => reference.isWrite());
  const type = id.typeAnnotation?.typeAnnotation;
  const way = wayTo(definition.name, id);
  if (way === undefined) return undefined;
  if (init !== null) {
    const isAssignedAgain = writes.some((reference) => !reference.init);
    if (isAssignedAgain) return type && { type, way };
    return { value: init, way, ...(type && { type }) };
  }
  const [only, ...more] = writes;
  const value = more.length === 0 ? only?.writeExpr : undefined;
  return { way, ...(value && { value }), ...(type && { type }) };
}

function sourceOfParameter(node: TSESTree.Node, name: TSESTree.Node): ValueSource | undefined {
  if (!('params' in node)) return undefined;
  for (const param of node.params) {
    const pattern = param.type === 'TSParameterProperty' ? param.parameter : param;
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    const way = wayTo(name, target);
    if (way === undefined) continue;
    const type = typeOf(target);
    const value = pattern.type === 'AssignmentPattern' ? pattern.right : undefined;
    return { way, ...(value && { value }), ...(type && { type }) };
  }
  return undefined;
}

function typeOf(target: TSESTree.Node): TSESTree.TypeNode | undefined {
  const isTyped = target.type === 'Identifier' || target.type === 'ObjectPattern';
  return isTyped ? target.typeAnnotation?.typeAnnotation : undefined;
}

/** The properties a destructuring pattern reads to fill one of its names. */
function wayTo(name: TSESTree.Node, pattern: TSESTree.Node): string[] | undefined {
  if (pattern === name) return [];
  if (pattern.type === 'AssignmentPattern') return wayTo(name, pattern.left);
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'Property') continue;
    const key = propertyName(property);
    const rest = wayTo(name, property.value);
    if (key !== undefined && rest !== undefined) return [key, ...rest];
  }
  return undefined;
}
