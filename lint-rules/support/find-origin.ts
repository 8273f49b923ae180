import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findDeclarator, findVariable } from './find-variable.js';
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

/** Follows an expression through variables, members, calls, `import` and `require` to the module it comes from. */
export function findOrigin(node: TSESTree.Node, sourceCode: SourceCode, steps = 0): Origin | undefined {
  if (steps > maxSteps) return undefined;
  const expression = unwrap(node);
  switch (expression.type) {
    case 'Identifier':
      return originOfVariable(expression, sourceCode, steps);
    case 'MemberExpression': {
      const name = propertyName(expression);
      const base = name === undefined ? undefined : findOrigin(expression.object, sourceCode, steps + 1);
      return base && step(base, name ?? '');
    }
    case 'AwaitExpression':
      return findOrigin(expression.argument, sourceCode, steps + 1);
    case 'ImportExpression':
      return moduleOf(expression.source);
    case 'CallExpression':
    case 'NewExpression': {
      if (isRequire(expression, sourceCode)) return moduleOf(expression.arguments[0]);
      const callee = findOrigin(expression.callee, sourceCode, steps + 1);
      return callee && { ...step(callee, '()'), call: expression };
    }
    default:
      return undefined;
  }
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
  const declarator = findDeclarator(variable);
  if (!declarator?.init) return undefined;
  const way = wayTo(definition.name, declarator.id);
  if (way === undefined) return undefined;
  const base = findOrigin(declarator.init, sourceCode, steps + 1);
  return base && way.reduce(step, base);
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

/** The properties a destructuring pattern reads to fill one of its names. */
function wayTo(name: TSESTree.Node, pattern: TSESTree.Node): string[] | undefined {
  if (pattern === name) return [];
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'Property') continue;
    const key = propertyName(property);
    const rest = wayTo(name, property.value);
    if (key !== undefined && rest !== undefined) return [key, ...rest];
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
