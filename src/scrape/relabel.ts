import { createHash } from 'node:crypto';
import { RE2JS } from 're2js';
import { expandTemplate } from './expand-template.js';
import type { RelabelStep } from './relabel-step.js';

/** Labels of a target, by name; a label without a value is one that is not there. */
export type Labels = ReadonlyMap<string, string>;

/** What became of the labels of a target. */
export type Relabelled =
  | { readonly kept: true; readonly labels: Labels }
  /** `step` counts from 0; `value` is what its sources held. */
  | { readonly kept: false; readonly step: number; readonly value: string };

/** A list of steps, ready to be applied; throws `RE2JSSyntaxException` for an expression that is none. */
export function compileSteps(steps: readonly RelabelStep[]): (labels: Labels) => Relabelled {
  const compiled = steps.map(compileStep);
  return (labels) => {
    const working = new Map(labels);
    for (const [step, apply] of compiled.entries()) {
      const value = apply(working);
      if (value !== undefined) return { kept: false, step, value };
    }
    return { kept: true, labels: working };
  };
}

/** Changes the labels; returns the joined value of the sources when the step drops the target. */
type Apply = (labels: Map<string, string>) => string | undefined;

/** Prometheus matches whole values, and lets a dot match a line break only from its version 3 on. */
function anchored(regex: string): RE2JS {
  return RE2JS.compile(`^(?:${regex})$`);
}

function compileStep(step: RelabelStep): Apply {
  const {
    source_labels: sources = [],
    separator = ';',
    action = 'replace',
    target_label: target = '',
  } = step;
  const regex = anchored(step.regex ?? '(.*)');
  const join = (labels: Labels) => sources.map((name) => labels.get(name) ?? '').join(separator);
  const isMatch = (text: string) => regex.matcher(text).find();
  const dropWhen =
    (drops: (value: string, labels: Labels) => boolean): Apply =>
    (labels) => {
      const value = join(labels);
      return drops(value, labels) ? value : undefined;
    };
  const write =
    (valueOf: (value: string) => string): Apply =>
    (labels) =>
      set(labels, target, valueOf(join(labels)));
  const rename = (removes: (name: string) => boolean): Apply => {
    return (labels) => {
      for (const name of [...labels.keys()]) if (removes(name)) labels.delete(name);
      return undefined;
    };
  };
  const actions: Record<string, Apply> = {
    keep: dropWhen((value) => !isMatch(value)),
    drop: dropWhen(isMatch),
    keepequal: dropWhen((value, labels) => value !== (labels.get(target) ?? '')),
    dropequal: dropWhen((value, labels) => value === (labels.get(target) ?? '')),
    hashmod: write((value) => hashModulo(value, step.modulus ?? 0)),
    lowercase: write((value) => value.toLowerCase()),
    uppercase: write((value) => value.toUpperCase()),
    labeldrop: rename(isMatch),
    labelkeep: rename((name) => !isMatch(name)),
    labelmap: (labels) => mapNames(labels, regex, step.replacement ?? '$1'),
    replace: (labels) => replace(labels, regex, { ...step, value: join(labels) }),
  };
  return actions[action] ?? (() => undefined);
}

function replace(
  labels: Map<string, string>,
  regex: RE2JS,
  step: RelabelStep & { value: string },
): undefined {
  const { value, target_label: target = '', replacement = '$1' } = step;
  const matcher = regex.matcher(value);
  if (!matcher.find()) return;
  const group = (name: string) => groupOf(matcher, regex, name);
  const name = expandTemplate(target, group);
  // A name that is none takes the label of the unexpanded name away, as an empty value does.
  if (!/^[A-Za-z_]\w*$/.test(name)) labels.delete(target);
  else set(labels, name, expandTemplate(replacement, group));
}

function mapNames(labels: Map<string, string>, regex: RE2JS, replacement: string): undefined {
  const before = [...labels].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, value] of before) {
    const matcher = regex.matcher(name);
    if (matcher.find())
      set(
        labels,
        expandTemplate(replacement, (group) => groupOf(matcher, regex, group)),
        value,
      );
  }
}

function groupOf(matcher: ReturnType<RE2JS['matcher']>, regex: RE2JS, name: string): string {
  const index = /^\d+$/.test(name) ? Number(name) : (regex.namedGroups() as Record<string, number>)[name];
  return index === undefined || index > matcher.groupCount() ? '' : (matcher.group(index) ?? '');
}

function set(labels: Map<string, string>, name: string, value: string): undefined {
  if (value === '') labels.delete(name);
  else labels.set(name, value);
}

/** The last eight bytes of the MD5, as Prometheus takes them. */
function hashModulo(value: string, modulus: number): string {
  const sum = createHash('md5').update(value).digest().readBigUInt64BE(8);
  return modulus > 0 ? String(sum % BigInt(modulus)) : '0';
}
