/** A field in its final form, as a child logger keeps it. */
export interface Binding {
  readonly name: string;
  /** `,"name":value` */
  readonly text: string;
}

/** pino's serializers: functions that replace the value under a key. */
export type Serializers = Readonly<Record<string, unknown>>;

/** What a logger adds to each of its lines, rendered once. */
export interface LoggerState {
  readonly which: 'framework' | 'business';
  readonly name: string;
  /** `,"logger":"name"` */
  readonly nameText: string;
  /** Service and versions. */
  readonly fixedText: string;
  readonly bindings: readonly Binding[];
  readonly bindingsText: string;
  readonly serializers: Serializers | undefined;
  /** Stands before every message; pino's `msgPrefix`. */
  readonly messagePrefix: string | undefined;
  /** What the logger's last line began with, after the time; many loggers say one thing only. */
  lastHead: { readonly level: string; readonly message: string; readonly text: string } | undefined;
}

/** UTF-16 units that all bindings of a logger may take together. */
export const bindingUnits = 8192;

/** Returns the state with further bindings; the nearest of one name counts, and the nearest stay when room is short. */
export function withBindings(
  state: LoggerState,
  added: readonly Binding[],
  serializers: Serializers | undefined,
): LoggerState {
  const bindings = withinUnits(merge(state.bindings, added), bindingUnits);
  // Spelled out, because frameworks make a child a request and spreading is slow.
  return {
    which: state.which,
    name: state.name,
    nameText: state.nameText,
    fixedText: state.fixedText,
    bindings,
    bindingsText: joinTexts(bindings),
    serializers,
    messagePrefix: state.messagePrefix,
    lastHead: undefined,
  };
}

/** Returns the text of all bindings but those whose names the line's own fields took. */
export function bindingsExcept(bindings: readonly Binding[], names: ReadonlySet<string> | undefined): string {
  return joinTexts(names === undefined ? bindings : bindings.filter(({ name }) => !names.has(name)));
}

function merge(bindings: readonly Binding[], added: readonly Binding[]): readonly Binding[] {
  if (bindings.length === 0) return added;
  const kept = bindings.filter(({ name }) => !added.some((binding) => binding.name === name));
  return kept.concat(added);
}

function joinTexts(bindings: readonly Binding[]): string {
  let text = '';
  for (const binding of bindings) text += binding.text;
  return text;
}

/** Returns the nearest bindings that take no more than so many units together. */
export function withinUnits(bindings: readonly Binding[], units: number): readonly Binding[] {
  let used = 0;
  for (let index = bindings.length - 1; index >= 0; index--) {
    used += (bindings[index] as Binding).text.length;
    if (used > units) return bindings.slice(index + 1);
  }
  return bindings;
}
