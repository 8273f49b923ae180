import type { ValueLimits } from './value-writer.js';

/** Limits of one line, in UTF-16 units; together they keep a line of ASCII below `maxLineBytes`. */
export interface LineLimits {
  readonly messageUnits: number;
  readonly fields: ValueLimits;
  /** For what is told of the line's error, its stack included. */
  readonly error: ValueLimits;
}

/** Bytes that a line never exceeds, with its newline: what container runtimes and collectors take in one piece. */
export const maxLineBytes = 65_536;

const values = { depth: 8, width: 100, values: 1000 };

/** What lines get as a rule. */
export const usualLimits: LineLimits = {
  messageUnits: 16_384,
  fields: { ...values, stringUnits: 16_384, lineUnits: 24_576 },
  error: { ...values, stringUnits: 12_288, lineUnits: 12_288 },
};

/** For lines that are too long in bytes: whatever the script, so many units do not exceed the bound. */
export const tightLimits: LineLimits = {
  messageUnits: 4096,
  fields: { ...values, stringUnits: 2048, lineUnits: 4096 },
  error: { ...values, stringUnits: 2048, lineUnits: 2048 },
};

/** For the bindings of one child logger. */
export const bindingLimits: ValueLimits = { ...values, stringUnits: 2048, lineUnits: 4096 };

/** Limits of an access line. */
export interface AccessLimits {
  readonly textUnits: number;
  readonly error: ValueLimits;
  /** For the headers or metadata of a request or reply. */
  readonly metadata: ValueLimits;
  /** For the value of a payload before it is cut to `payloadUnits`. */
  readonly payload: ValueLimits;
  readonly payloadUnits: number;
}

/** What access lines get as a rule. */
export const accessLimits: AccessLimits = {
  textUnits: 2048,
  error: usualLimits.error,
  metadata: { ...values, stringUnits: 1024, lineUnits: 4096 },
  payload: usualLimits.fields,
  payloadUnits: 16_384,
};

/** For access lines that are too long in bytes. */
export const tightAccessLimits: AccessLimits = {
  textUnits: 256,
  error: tightLimits.error,
  metadata: { ...values, stringUnits: 256, lineUnits: 1024 },
  payload: tightLimits.fields,
  payloadUnits: 2048,
};
