import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** Returns the fix that gives a property another key and keeps its value, also where key and value are one word. */
export function renameKey(
  property: TSESTree.Property,
  name: string,
  sourceCode: Readonly<TSESLint.SourceCode>,
): TSESLint.ReportFixFunction | undefined {
  if (property.computed || property.method) return undefined;
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;
  if (!/^[\w.$-]+$/.test(name)) return undefined;
  return property.shorthand
    ? (fixer) => fixer.replaceText(property, `${key}: ${sourceCode.getText(property.value)}`)
    : (fixer) => fixer.replaceText(property.key, key);
}
