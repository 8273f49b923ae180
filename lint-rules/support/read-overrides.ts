import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { ConventionOverrides } from '../../src/conventions.js';
import { findProperty } from './find-property.js';
import { readStaticText } from './static-text.js';
import { unwrap } from './unwrap.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

const textKeys = ['namespace', 'userPrefix'] as const;
const listKeys = ['foreignPrefixes', 'unitSuffixes', 'reservedLabels', 'targetLabels'] as const;

/** Reads the naming conventions that `createDefiners` is given, or says that one of them cannot be seen. */
export function readOverrides(
  argument: TSESTree.Node | undefined,
  sourceCode: SourceCode,
): ConventionOverrides | 'unseen' {
  if (argument === undefined) return {};
  const overrides: Record<string, string | string[]> = {};
  for (const key of [...textKeys, ...listKeys]) {
    const property = findProperty(argument, key, sourceCode);
    if (property === 'absent') continue;
    if (property === 'unseen') return 'unseen';
    const value = listKeys.some((listKey) => listKey === key)
      ? readList(property, sourceCode)
      : readStaticText(property, sourceCode)?.text;
    if (value === undefined) return 'unseen';
    overrides[key] = value;
  }
  return overrides;
}

function readList(node: TSESTree.Node, sourceCode: SourceCode): string[] | undefined {
  const list = unwrap(node);
  if (list.type !== 'ArrayExpression') return undefined;
  const texts = list.elements.map((element) => element && readStaticText(element, sourceCode)?.text);
  return texts.every((text) => typeof text === 'string') ? texts : undefined;
}
