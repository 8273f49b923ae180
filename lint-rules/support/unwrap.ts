import type { TSESTree } from '@typescript-eslint/utils';

/** Returns the expression inside `as`, `satisfies`, `!`, `<T>` and optional chains, which change no value. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        inner = inner.expression;
        break;
      default:
        return inner;
    }
  }
}

type Keyed = TSESTree.MemberExpression | TSESTree.Property | TSESTree.PropertyDefinition;

/** Returns the name of the property that a member, an object's property or a field has, when it is written out. */
export function propertyName(node: Keyed): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (!node.computed && key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}
