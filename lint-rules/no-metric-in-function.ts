import type { TSESTree } from '@typescript-eslint/utils';
import { createRule } from './support/create-rule.js';
import { findAncestors, isFunction } from './support/find-ancestors.js';
import { findMetricDefinitions } from './support/find-metric-definitions.js';
import { propertyName } from './support/unwrap.js';

/** Options of the rule. */
export interface NoMetricInFunctionOptions {
  /** Names of functions and classes that the program enters once. */
  readonly allowIn?: readonly string[];
}

export default createRule<'inFunction', [NoMetricInFunctionOptions?]>({
  id: 'no-metric-in-function',
  summary: 'Metrics are made once, where their module loads.',
  messages: {
    inFunction: 'This {type} is made anew each time {place} runs; make it once, at the top of the module.',
  },
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        allowIn: {
          description: 'Names of functions and classes that the program enters once.',
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
        },
      },
    },
  ],
  create: (context) =>
    // OpenTelemetry instruments are left out: made before the SDK starts, they would record nothing.
    findMetricDefinitions(context, ['tricord', 'prom-client'], ({ node, registers, type }) => {
      // A metric in a registry of its own lives and dies with that registry.
      if (registers !== 'absent') return;
      const places = findPlaces(node);
      const [innermost] = places;
      const { allowIn = [] } = context.options[0] ?? {};
      if (innermost === undefined || places.some((place) => allowIn.includes(place.name ?? ''))) return;
      const place = innermost.name === undefined ? 'this function' : `\`${innermost.name}\``;
      context.report({ node: node.callee, messageId: 'inFunction', data: { type, place } });
    }),
});

interface Place {
  readonly name: string | undefined;
}

/** The functions and classes whose running makes what stands inside them, innermost first. */
function findPlaces(node: TSESTree.Node): Place[] {
  const places: Place[] = [];
  let inner = node;
  for (const outer of findAncestors(node)) {
    if (isFunction(outer) && !isRunOnce(outer)) places.push({ name: nameOf(outer) });
    if (outer.type === 'PropertyDefinition' && !outer.static && outer.value === inner) {
      places.push({ name: nameOf(outer.parent.parent) });
    }
    if (places.length > 0 && (outer.type === 'ClassDeclaration' || outer.type === 'ClassExpression')) {
      places.push({ name: nameOf(outer) });
    }
    inner = outer;
  }
  return places;
}

function isRunOnce(node: TSESTree.Node): boolean {
  return node.parent?.type === 'CallExpression' && node.parent.callee === node;
}

function nameOf(node: TSESTree.Node): string | undefined {
  if ('id' in node && node.id?.type === 'Identifier') return node.id.name;
  const { parent } = node;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  if (parent?.type === 'Property' && parent.value === node) return propertyName(parent);
  if (parent?.type === 'MethodDefinition' && parent.key.type === 'Identifier') return parent.key.name;
  return undefined;
}
