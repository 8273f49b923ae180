import type { LineFrame } from './line-frame.js';
import { LineFields } from './line-fields.js';
import { bindingLimits } from './line-limits.js';
import { ValueWriter } from './value-writer.js';

/** Texts that travel with a request, by key. */
export type Extras = Readonly<Record<string, string>>;

/** Fields that come from the context of a request and not from the call: which, and where they are found. */
export interface ExtraFields {
  readonly keys: readonly string[];
  read(): Extras | undefined;
}

/** Returns those that a line carries; what the call says itself comes before. */
export function pickExtras(
  { extras: source }: Pick<LineFrame, 'extras'>,
  fields: object = {},
): Extras | undefined {
  if (source === undefined || source.keys.length === 0) return undefined;
  const extras = source.read();
  return extras && pick(extras, (key) => source.keys.includes(key) && !Object.hasOwn(fields, key));
}

/** Renders those of an operation's extras that its access line carries, as fields of any caller are rendered. */
export function renderExtras({ context, extras: source }: LineFrame, extras: Extras): string {
  const state = { bindings: [], serializers: undefined };
  const fields = new LineFields(context, state, new ValueWriter(context, bindingLimits));
  fields.add(pick(extras, (key) => source?.keys.includes(key) === true));
  return fields.text;
}

function pick(extras: Extras, isWanted: (key: string) => boolean): Extras {
  return Object.fromEntries(Object.entries(extras).filter(([key]) => isWanted(key)));
}
