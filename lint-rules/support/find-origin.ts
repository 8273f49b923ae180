import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findFieldSource } from './find-field-source.js';
import { findVariable } from './find-variable.js';
import { findVariableSource, type ValueSource } from './find-variable-source.js';
import { propertyName, unwrap } from './unwrap.js';

/** Where a value comes from: a module and the way from its exports, in which a call is `()`. */
export interface Origin {
  readonly module: string;
  readonly path: readonly string[];
  /** The last call on the way. */
  readonly call?: TSESTree.CallExpression | TSESTree.NewExpression;
}

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Longer ways than this are not followed; it also ends circular ones. */
const maxSteps = 24;

/** Expression → its origin: many rules ask for the same one. An entry lives as long as its tree. */
const known = new WeakMap<TSESTree.Node, { readonly origin: Origin | undefined }>();

/** Follows an expression through variables, fields, members, calls, types and imports to the module it comes from. */
export function findOrigin(node: TSESTree.Node, sourceCode: SourceCode): Origin | undefined {
  const found = known.get(node);
  if (found !== undefined) return found.origin;
  const origin = follow(node, sourceCode, 0);
  known.set(node, { origin });
  return origin;
}

function follow(node: TSESTree.Node, sourceCode: SourceCode, steps: number): Origin | undefined {
  if (steps > maxSteps) return undefined;
  const expression = unwrap(node);
  const next = (inner: TSESTree.Node): Origin | undefined => follow(inner, sourceCode, steps + 1);
  switch (expression.type) {
    case 'Identifier':
      return originOfVariable(expression, sourceCode, steps);
    case 'MemberExpression':
      return originOfMember(expression, sourceCode, steps);
    case 'AwaitExpression':
      return next(expression.argument);
    case 'AssignmentExpression':
      return next(expression.right);
    case 'LogicalExpression':
      return next(expression.left) ?? next(expression.right);
    case 'ConditionalExpression':
      return next(expression.consequent) ?? next(expression.alternate);
    case 'ImportExpression':
      return moduleOf(expression.source);
    case 'CallExpression':
    case 'NewExpression': {
      if (isRequire(expression, sourceCode)) return moduleOf(expression.arguments[0]);
      const callee = next(expression.callee);
      return callee && { ...step(callee, '()'), call: expression };
    }
    default:
      return followType(expression, sourceCode, steps);
  }
}

/** A value of type `T` is taken for what `T` makes, so `c: Counter` and `c = new Counter()` are one. */
function followType(node: TSESTree.Node, sourceCode: SourceCode, steps: number): Origin | undefined {
  switch (node.type) {
    case 'TSTypeReference': {
      const named = originOfTypeName(node.typeName, sourceCode, steps);
      return named && step(named, '()');
    }
    case 'TSImportType': {
      const base = moduleOf(node.source);
      const { qualifier } = node;
      return base && qualifier?.type === 'Identifier' ? step(step(base, qualifier.name), '()') : undefined;
    }
    case 'TSUnionType':
      return firstOf(node.types, (type) => follow(type, sourceCode, steps + 1));
    default:
      return undefined;
  }
}

function originOfMember(
  expression: TSESTree.MemberExpression,
  sourceCode: SourceCode,
  steps: number,
): Origin | undefined {
  const name = propertyName(expression);
  if (name === undefined) return undefined;
  if (unwrap(expression.object).type === 'ThisExpression') {
    const source = findFieldSource(expression, name);
    return source && originOfSource(source, sourceCode, steps);
  }
  const base = follow(expression.object, sourceCode, steps + 1);
  return base && step(base, name);
}

function originOfVariable(
  identifier: TSESTree.Identifier,
  sourceCode: SourceCode,
  steps: number,
): Origin | undefined {
  const variable = findVariable(identifier, sourceCode);
  const definition = variable?.defs[0];
  if (variable === undefined || definition === undefined) return undefined;
  if (definition.type === 'ImportBinding') return originOfImport(definition);
  const source = findVariableSource(variable);
  return source && originOfSource(source, sourceCode, steps);
}

function originOfSource(
  { type, value, way }: ValueSource,
  sourceCode: SourceCode,
  steps: number,
): Origin | undefined {
  const base =
    (type && follow(type, sourceCode, steps + 1)) ?? (value && follow(value, sourceCode, steps + 1));
  return base && way.reduce(step, base);
}

function originOfTypeName(
  name: TSESTree.EntityName,
  sourceCode: SourceCode,
  steps: number,
): Origin | undefined {
  if (name.type === 'Identifier') {
    const definition = findVariable(name, sourceCode)?.defs[0];
    return definition?.type === 'ImportBinding' ? originOfImport(definition) : undefined;
  }
  if (name.type !== 'TSQualifiedName') return undefined;
  const base = originOfTypeName(name.left, sourceCode, steps + 1);
  return base && step(base, name.right.name);
}

function originOfImport(definition: TSESLint.Scope.Definitions.ImportBindingDefinition): Origin | undefined {
  const { node, parent } = definition;
  if (node.type === 'TSImportEqualsDeclaration') {
    const reference = node.moduleReference;
    return reference.type === 'TSExternalModuleReference' ? moduleOf(reference.expression) : undefined;
  }
  if (parent?.type !== 'ImportDeclaration') return undefined;
  const base: Origin = { module: String(parent.source.value), path: [] };
  if (node.type !== 'ImportSpecifier') return base;
  return step(base, node.imported.type === 'Identifier' ? node.imported.name : String(node.imported.value));
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => Origin | undefined): Origin | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

// `default` is dropped, because CommonJS modules put their exports there and beside it.
function step(base: Origin, name: string): Origin {
  return name === 'default' ? base : { ...base, path: [...base.path, name] };
}

function moduleOf(node: TSESTree.Node | undefined): Origin | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string'
    ? { module: node.value, path: [] }
    : undefined;
}

function isRequire(node: TSESTree.CallExpression | TSESTree.NewExpression, sourceCode: SourceCode): boolean {
  const { callee } = node;
  if (node.type !== 'CallExpression' || callee.type !== 'Identifier' || callee.name !== 'require')
    return false;
  const definition = findVariable(callee, sourceCode)?.defs[0];
  // `const require = createRequire(import.meta.url)` is the way of ES modules.
  return definition === undefined || definition.type === 'Variable';
}

/** Says whether a module is of the project itself: a path, or an alias of one, and no package. */
export function isOwnModule(module: string): boolean {
  return /^(?:[./#~]|@\/)/.test(module);
}
