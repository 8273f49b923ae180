import type { RuleFileFault } from '../policies/rule-file.js';
import { nearestName } from '../policies/nearest-name.js';
import { type MapNode, parseDocument, type ScalarNode, type SourceNode } from './parse-document.js';

/** A rule as it stands in its file; `span` covers all of it. */
export interface RuleSource {
  readonly kind: 'alert' | 'record';
  readonly name: ScalarNode;
  readonly expr?: ScalarNode;
  readonly for?: ScalarNode;
  readonly labels: readonly (readonly [key: ScalarNode, value: ScalarNode])[];
  readonly annotations: readonly (readonly [key: ScalarNode, value: ScalarNode])[];
  readonly span: MapNode;
}

/** A fault in the form of a file, and where it is. */
export interface PlacedFault {
  readonly fault: RuleFileFault;
  readonly span: { readonly start: number; readonly end: number };
}

/** The rules of a file and what is wrong with its form. */
export interface RuleFileContent {
  readonly rules: readonly RuleSource[];
  readonly faults: readonly PlacedFault[];
}

const groupKeys =
  'name interval limit query_offset labels rules partial_response_strategy source_tenants'.split(' ');
const ruleKeys = 'alert record expr for keep_firing_for labels annotations'.split(' ');
const duration = /^(?:0|(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?)$/;

/** Reads a Prometheus rule file, or PrometheusRule objects; never throws. */
export function readRuleFile(text: string): RuleFileContent {
  const document = parseDocument(text);
  const reader = new RuleReader();
  if ('reason' in document) {
    const { offset, reason } = document;
    reader.fault({ fault: 'notYaml', data: { reason } }, { start: offset, end: offset + 1 });
  } else {
    if (document.roots.length === 0) reader.fault({ fault: 'noGroups' }, { start: 0, end: 0 });
    for (const root of document.roots) reader.readRoot(root);
  }
  return { rules: reader.rules, faults: reader.faults };
}

class RuleReader {
  readonly rules: RuleSource[] = [];
  readonly faults: PlacedFault[] = [];
  readonly #groups = new Set<string>();
  readonly #records = new Set<string>();

  fault(fault: RuleFileFault, span: PlacedFault['span']): void {
    this.faults.push({ fault, span });
  }

  readRoot(root: SourceNode): void {
    const isObject = root.kind === 'map' && root.entries.has('apiVersion');
    const spec = isObject ? root.entries.get('spec')?.value : root;
    const groups = spec?.kind === 'map' ? spec.entries.get('groups') : undefined;
    if (groups === undefined)
      return this.fault({ fault: 'noGroups' }, { start: root.start, end: root.start + 1 });
    if (spec?.kind === 'map' && !isObject) this.#judgeKeys(spec, ['groups'], 'a rule file');
    for (const group of this.#list(groups.value, 'groups')) this.#readGroup(group);
  }

  #readGroup(group: SourceNode): void {
    const map = this.#map(group, 'a group');
    if (map === undefined) return;
    this.#judgeKeys(map, groupKeys, 'a group');
    const name = this.#scalar(map, 'name');
    if (name === undefined || name.value === '')
      this.fault({ fault: 'noName' }, { start: map.start, end: map.start + 1 });
    else if (this.#groups.has(name.value))
      this.fault({ fault: 'repeatedGroup', data: { group: name.value }, part: name.value }, name);
    else this.#groups.add(name.value);
    this.#judgeDuration(map, 'interval', name?.value ?? '');
    const rules = map.entries.get('rules');
    for (const rule of rules === undefined ? [] : this.#list(rules.value, 'rules')) this.#readRule(rule);
  }

  #readRule(node: SourceNode): void {
    const map = this.#map(node, 'a rule');
    if (map === undefined) return;
    this.#judgeKeys(map, ruleKeys, 'a rule');
    const alert = this.#scalar(map, 'alert');
    const record = this.#scalar(map, 'record');
    const name = alert ?? record;
    if (name === undefined || (alert !== undefined && record !== undefined)) {
      const got = name === undefined ? 'neither' : 'both';
      return this.fault(
        { fault: 'neitherAlertNorRecord', data: { got } },
        { start: map.start, end: map.start + 1 },
      );
    }
    const expr = this.#scalar(map, 'expr');
    if (expr === undefined)
      this.fault({ fault: 'missingExpr', data: { rule: name.value }, part: name.value }, name);
    this.#judgeDuration(map, 'for', name.value);
    this.#judgeDuration(map, 'keep_firing_for', name.value);
    const wait = this.#scalar(map, 'for');
    const labels = this.#pairs(map, 'labels');
    if (record !== undefined) this.#judgeRecord(record, labels);
    this.rules.push({
      ...{ kind: alert === undefined ? 'record' : 'alert', name, labels, span: map },
      annotations: this.#pairs(map, 'annotations'),
      ...(expr === undefined ? {} : { expr }),
      ...(wait === undefined ? {} : { for: wait }),
    });
  }

  #judgeRecord(record: ScalarNode, labels: RuleSource['labels']): void {
    const rule = record.value;
    const key = JSON.stringify([rule, ...labels.map(([name, value]) => [name.value, value.value]).sort()]);
    if (!/^[a-zA-Z_:][\w:]*$/.test(rule))
      this.fault({ fault: 'badRecord', data: { rule }, part: rule }, record);
    else if (this.#records.has(key))
      this.fault({ fault: 'duplicateRecord', data: { rule }, part: rule }, record);
    this.#records.add(key);
  }

  #judgeKeys(map: MapNode, known: readonly string[], what: string): void {
    for (const [key, entry] of map.entries) {
      if (known.includes(key)) continue;
      const near = nearestName(key, known);
      const hint = near === undefined ? '' : `; did you mean \`${near}\``;
      this.fault({ fault: 'unknownKey', data: { key, what, hint }, part: key }, entry.key);
    }
  }

  #judgeDuration(map: MapNode, key: string, rule: string): void {
    const value = this.#scalar(map, key);
    if (value === undefined || duration.test(value.value)) return;
    this.fault({ fault: 'badDuration', data: { key, rule, got: value.value }, part: value.value }, value);
  }

  #map(node: SourceNode, what: string): MapNode | undefined {
    if (node.kind === 'map') return node;
    this.fault({ fault: 'wrongType', data: { key: what, got: `a ${node.kind}`, expected: 'a map' } }, node);
    return undefined;
  }

  #list(node: SourceNode, key: string): readonly SourceNode[] {
    if (node.kind === 'list') return node.items;
    if (node.kind === 'scalar' && !node.isString && /^(?:|~|null)$/.test(node.value)) return [];
    this.fault({ fault: 'wrongType', data: { key, got: `a ${node.kind}`, expected: 'a list' } }, node);
    return [];
  }

  #scalar(map: MapNode, key: string): ScalarNode | undefined {
    const value = map.entries.get(key)?.value;
    if (value === undefined || value.kind === 'scalar') return value;
    this.fault({ fault: 'wrongType', data: { key, got: `a ${value.kind}`, expected: 'a text' } }, value);
    return undefined;
  }

  #pairs(map: MapNode, key: string): RuleSource['labels'] {
    const value = map.entries.get(key)?.value;
    if (value === undefined) return [];
    const entries = this.#map(value, key)?.entries ?? new Map<string, never>();
    return [...entries.values()].flatMap((entry: { key: ScalarNode; value: SourceNode }) => {
      if (entry.value.kind === 'scalar') return [[entry.key, entry.value] as const];
      const data = { key: `${key}.${entry.key.value}`, got: `a ${entry.value.kind}`, expected: 'a text' };
      this.fault({ fault: 'wrongType', data }, entry.value);
      return [];
    });
  }
}
