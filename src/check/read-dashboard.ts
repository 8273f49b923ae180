import type { DashboardFault } from '../policies/dashboard-file.js';
import type { PanelSubject } from '../policies/dashboard-panel.js';
import type { TargetSubject } from '../policies/dashboard-target.js';
import type { VariableSubject } from '../policies/dashboard-variable.js';
import { type MapNode, parseDocument, type ScalarNode, type SourceNode } from './parse-document.js';
import type { PanelExpression } from './read-selectors.js';
import { findChild, listItems, readText } from './source-node.js';
import type { VariableKind } from './substitute-variables.js';

/** A part of the file. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A panel and where it stands. */
export interface PanelSource {
  readonly subject: PanelSubject;
  readonly span: MapNode;
}

/** What a dashboard shows and asks, and what is wrong with its form. */
export interface DashboardContent {
  readonly panels: readonly PanelSource[];
  /** PromQL of targets, annotations and variables. */
  readonly expressions: readonly ScalarNode[];
  /** PromQL of panels alone, with the title of the panel. */
  readonly panelExpressions: readonly PanelExpression[];
  /** LogQL of targets. */
  readonly logQueries: readonly ScalarNode[];
  readonly variables: ReadonlyMap<string, VariableKind>;
  /** Panels by what they ask, rows excepted. */
  readonly targets: readonly { readonly subject: TargetSubject; readonly span: MapNode }[];
  /** Variables by how they are asked for, and the one that is missing. */
  readonly templates: readonly { readonly subject: VariableSubject; readonly span: Span }[];
  /** Where it says that it may be edited. */
  readonly editable: Span | undefined;
  readonly faults: readonly {
    readonly fault: DashboardFault;
    readonly span: { start: number; end: number };
  }[];
}

/** Data sources that every Grafana has. */
const everywhere = ['-- Mixed --', '-- Grafana --', '-- Dashboard --', 'grafana', '-100'];

/** Reads a Grafana dashboard, also within the envelope of its API; never throws. */
export function readDashboard(text: string): DashboardContent {
  const faults: { fault: DashboardFault; span: { start: number; end: number } }[] = [];
  const empty: DashboardContent = {
    ...{ panels: [], expressions: [], panelExpressions: [], logQueries: [], targets: [], templates: [] },
    editable: undefined,
    variables: new Map<string, VariableKind>(),
    faults,
  };
  const root = readRoot(text);
  if ('fault' in root) {
    faults.push(root);
    return empty;
  }
  const board = root.entries.get('dashboard')?.value;
  const map = board?.kind === 'map' ? board : root;
  const start = { start: map.start, end: map.start + 1 };
  const panels = findPanels(map, 0);
  if (findChild(map, 'title')?.kind !== 'scalar')
    faults.push({ fault: { fault: 'missingTitle' }, span: start });
  if (panels.length === 0) faults.push({ fault: { fault: 'noPanels' }, span: start });
  faults.push(...findRepeatedIds(panels));
  const shown = panels.filter((panel) => listItems(findChild(panel, 'targets')).length > 0);
  return {
    panels: shown.map((panel) => ({ subject: readPanel(panel), span: panel })),
    expressions: [...shown.flatMap((panel) => findExpressions(panel)), ...annotationExpressions(map)],
    panelExpressions: shown.flatMap((panel) =>
      findExpressions(panel).map((expr) => ({ title: readText(findChild(panel, 'title')), expr })),
    ),
    logQueries: shown.flatMap((panel) => findExpressions(panel, isLoki)),
    variables: readVariables(map),
    targets: panels.map((panel) => ({ subject: readTarget(panel), span: panel })),
    templates: readTemplates(map, shown, start),
    editable: readEditable(map),
    faults,
  };
}

/** Only `true` that stands there: what is left out may be decided elsewhere. */
function readEditable(map: MapNode): Span | undefined {
  const node = findChild(map, 'editable');
  return node?.kind === 'scalar' && node.value === 'true' ? node : undefined;
}

function readTarget(panel: MapNode): TargetSubject {
  return {
    title: readText(findChild(panel, 'title')),
    type: readText(findChild(panel, 'type')),
    expressions: findExpressions(panel).map(({ value }) => value),
    asks: listItems(findChild(panel, 'targets')).length > 0 || findChild(panel, 'libraryPanel') !== undefined,
  };
}

function readTemplates(map: MapNode, shown: readonly MapNode[], start: Span): DashboardContent['templates'] {
  const nodes = listItems(findChild(findChild(map, 'templating'), 'list')).filter(
    (node) => node.kind === 'map',
  );
  const templates = nodes.map((node) => ({
    subject: {
      name: readText(findChild(node, 'name')),
      type: readText(findChild(node, 'type')),
      query: readText(findChild(node, 'query')) || readText(findChild(findChild(node, 'query'), 'query')),
      refresh: readText(findChild(node, 'refresh')),
    },
    span: node,
  }));
  const isChosen = templates.some(({ subject }) => subject.type === 'datasource');
  const asks = shown.some((panel) => findExpressions(panel).length > 0);
  return asks && !isChosen ? [{ subject: { missing: 'datasource' }, span: start }, ...templates] : templates;
}

function readRoot(text: string): MapNode | { fault: DashboardFault; span: { start: number; end: number } } {
  try {
    JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    return {
      fault: { fault: 'notJson', data: { reason: 'it breaks off here' } },
      span: { start: at, end: at + 1 },
    };
  }
  const document = parseDocument(text);
  if ('reason' in document) {
    const { reason, offset } = document;
    return { fault: { fault: 'notJson', data: { reason } }, span: { start: offset, end: offset + 1 } };
  }
  const [root] = document.roots;
  if (root?.kind === 'map') return root;
  const got = root?.kind === 'list' ? 'a list' : 'a single value';
  return { fault: { fault: 'notADashboard', data: { got } }, span: { start: 0, end: 1 } };
}

/** Rows hold panels, one level deep; Grafana 4 kept its rows apart. */
function findPanels(map: MapNode, depth: number): MapNode[] {
  const own = [...listItems(findChild(map, 'panels')), ...listItems(findChild(map, 'rows'))].filter(
    (node) => node.kind === 'map',
  );
  return own.flatMap((panel) => (depth < 3 ? [panel, ...findPanels(panel, depth + 1)] : [panel]));
}

function findRepeatedIds(panels: readonly MapNode[]): DashboardContent['faults'] {
  const seen = new Set<string>();
  return panels.flatMap((panel) => {
    const id = findChild(panel, 'id');
    if (id?.kind !== 'scalar') return [];
    const isRepeated = seen.has(id.value);
    seen.add(id.value);
    return isRepeated
      ? [{ fault: { fault: 'duplicatePanelId' as const, data: { id: id.value } }, span: id }]
      : [];
  });
}

function readPanel(panel: MapNode): PanelSubject {
  const defaults = findChild(findChild(panel, 'fieldConfig'), 'defaults');
  const sources = [panel, ...listItems(findChild(panel, 'targets'))].flatMap((node) =>
    fixedDatasource(findChild(node, 'datasource')),
  );
  return {
    title: readText(findChild(panel, 'title')),
    type: readText(findChild(panel, 'type')),
    description: readText(findChild(panel, 'description')),
    unit: readText(findChild(defaults, 'unit')),
    fixedDatasources: [...new Set(sources)],
  };
}

function fixedDatasource(node: SourceNode | undefined): string[] {
  const name = readText(node?.kind === 'map' ? findChild(node, 'uid') : node);
  const isOpen = name === '' || name === 'null' || name.includes('$') || everywhere.includes(name);
  return isOpen ? [] : [name];
}

const isPrometheus = (type: string): boolean => type === '' || type === 'prometheus' || type.includes('$');
const isLoki = (type: string): boolean => type === 'loki';

/** Finds what a panel asks the data sources of a type. */
function findExpressions(panel: MapNode, isAsked = isPrometheus): ScalarNode[] {
  return listItems(findChild(panel, 'targets')).flatMap((target) => {
    const own = findChild(target, 'datasource') ?? findChild(panel, 'datasource');
    const expr = findChild(target, 'expr');
    return isAsked(readText(findChild(own, 'type'))) && expr?.kind === 'scalar' ? [expr] : [];
  });
}

function annotationExpressions(map: MapNode): ScalarNode[] {
  return listItems(findChild(findChild(map, 'annotations'), 'list')).flatMap((annotation) => {
    const expr = findChild(annotation, 'expr');
    return expr?.kind === 'scalar' && expr.value !== '' ? [expr] : [];
  });
}

function readVariables(map: MapNode): Map<string, VariableKind> {
  const variables = listItems(findChild(findChild(map, 'templating'), 'list')).map((variable) => {
    const value =
      readText(findChild(findChild(variable, 'current'), 'value')) || readText(findChild(variable, 'query'));
    const isNumber = /^\s*\d[\d.]*\s*(?:,|$)/.test(value);
    const kind =
      readText(findChild(variable, 'type')) === 'interval' ? 'interval' : isNumber ? 'number' : 'text';
    return [readText(findChild(variable, 'name')), kind] as const;
  });
  return new Map<string, VariableKind>(variables);
}
