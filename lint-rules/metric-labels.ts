import type { TSESTree } from '@typescript-eslint/utils';
import { metricLabels } from '../src/policies/index.js';
import { createRule } from './support/create-rule.js';
import { findMetricDefinitions, type MetricSite } from './support/find-metric-definitions.js';
import { findObject } from './support/find-property.js';
import { reportVerdict } from './support/report-verdict.js';
import { readStaticText, type StaticText } from './support/static-text.js';
import { propertyName, unwrap } from './support/unwrap.js';

export default createRule({
  id: metricLabels.id,
  summary: metricLabels.summary,
  messages: metricLabels.messages,
  create: (context) =>
    findMetricDefinitions(context, ['tricord', 'prom-client'], (site) => {
      const { name: nameNode, type, conventions } = site;
      if (typeof nameNode === 'string' || conventions === undefined) return;
      const name = readStaticText(nameNode, context.sourceCode)?.text;
      if (name === undefined) return;
      for (const { node, text } of findLabels(site, context.sourceCode)) {
        const subject = { name, type, labels: [text.text] };
        for (const verdict of metricLabels.check(subject, conventions)) {
          reportVerdict(context, verdict, { text, node });
        }
      }
    }),
});

interface Label {
  readonly node: TSESTree.Node;
  readonly text: StaticText;
}

type SourceCode = Parameters<typeof readStaticText>[1];

/** The labels that can be seen: keys of the object of `define*`, items of the list of prom-client. */
function findLabels({ labels, library }: MetricSite, sourceCode: SourceCode): Label[] {
  if (typeof labels === 'string') return [];
  if (library === 'tricord') return findKeys(labels, sourceCode);
  const list = unwrap(labels);
  if (list.type !== 'ArrayExpression') return [];
  return list.elements.flatMap((node) => {
    const text = node === null ? undefined : readStaticText(node, sourceCode);
    return node === null || text === undefined ? [] : [{ node, text }];
  });
}

function findKeys(labels: TSESTree.Node, sourceCode: SourceCode): Label[] {
  return (findObject(labels, sourceCode)?.properties ?? []).flatMap((property) => {
    if (property.type !== 'Property') return [];
    const { key } = property;
    const text = propertyName(property);
    if (text === undefined) return [];
    const offset = key.range[0] + (key.type === 'Literal' ? 1 : 0);
    const isVerbatim = sourceCode.text.startsWith(text, offset);
    const piece = { text, node: key, isShared: false, ...(isVerbatim ? { offset } : {}) };
    return [{ node: key, text: { text, pieces: [piece] } }];
  });
}
