import type { TSESTree } from '@typescript-eslint/utils';
import type { MetricSite } from './find-metric-definitions.js';
import { findObject } from './find-property.js';
import { readStaticText, type StaticText } from './static-text.js';
import { propertyName, unwrap } from './unwrap.js';

/** A label where a metric declares it. */
export interface Label {
  readonly node: TSESTree.Node;
  readonly text: StaticText;
}

type SourceCode = Parameters<typeof readStaticText>[1];

/** Returns the labels that can be seen: keys of the object of `define*`, items of the list of prom-client. */
export function findLabels({ labels, library }: MetricSite, sourceCode: SourceCode): Label[] {
  if (typeof labels === 'string') return [];
  if (library === 'tricord') return findKeys(labels, sourceCode);
  const list = unwrap(labels);
  if (list.type !== 'ArrayExpression') return [];
  return list.elements.flatMap((node) => {
    const text = node === null ? undefined : readStaticText(node, sourceCode);
    return node === null || text === undefined ? [] : [{ node, text }];
  });
}

function findKeys(object: TSESTree.Node, sourceCode: SourceCode): Label[] {
  return (findObject(object, sourceCode)?.properties ?? []).flatMap((property) => {
    const text = property.type === 'Property' ? readKey(property, sourceCode) : undefined;
    return property.type === 'Property' && text !== undefined ? [{ node: property.key, text }] : [];
  });
}

/** Returns the key of a property as a string that stands in the source; undefined when it is computed. */
export function readKey(property: TSESTree.Property, sourceCode: SourceCode): StaticText | undefined {
  const { key } = property;
  const text = propertyName(property);
  if (text === undefined) return undefined;
  const offset = key.range[0] + (key.type === 'Literal' ? 1 : 0);
  const isVerbatim = sourceCode.text.startsWith(text, offset);
  return { text, pieces: [{ text, node: key, isShared: false, ...(isVerbatim ? { offset } : {}) }] };
}

/** The declared labels of a metric; undefined when one of them cannot be seen. */
export function listLabelNames(site: MetricSite | undefined, sourceCode: SourceCode): string[] | undefined {
  if (site === undefined || site.labels === 'unseen') return undefined;
  if (site.labels === 'absent') return [];
  if (site.library === 'tricord') {
    const properties = findObject(site.labels, sourceCode)?.properties;
    const names = properties?.map((property) =>
      property.type === 'Property' ? propertyName(property) : undefined,
    );
    return names?.every((name) => name !== undefined) ? names : undefined;
  }
  const list = unwrap(site.labels);
  if (list.type !== 'ArrayExpression') return undefined;
  const names = list.elements.map((element) =>
    element === null ? undefined : readStaticText(element, sourceCode)?.text,
  );
  return names.every((name) => name !== undefined) ? names : undefined;
}
