import type { ValueLimits } from './value-writer.js';

/** Limits of one line, in UTF-16 units; together they keep a line of ASCII below `maxLineBytes`. */
export interface LineLimits {
  /** For all bindings of the logger together. */
  readonly bindingUnits: number;
  readonly messageUnits: number;
  readonly fields: ValueLimits;
  /** For what is told of the line's error, its stack included. */
  readonly error: ValueLimits;
}

/** Bytes that a line never exceeds, with its newline: what container runtimes and collectors take in one piece. */
export const maxLineBytes = 65_536;

const values = { depth: 8, width: 100, values: 1000 };

/** How narrow a line is made: as a rule, when its bytes exceed the bound, and for a bound of one write to a pipe. */
export const tiers = ['usual', 'tight', 'atomic', 'least'] as const;
export type Tier = (typeof tiers)[number];

const usualLimits: LineLimits = {
  bindingUnits: Infinity,
  messageUnits: 16_384,
  fields: { ...values, stringUnits: 16_384, lineUnits: 24_576 },
  error: { ...values, stringUnits: 12_288, lineUnits: 12_288 },
};

/** For lines that are too long in bytes: whatever the script, so many units do not exceed the bound. */
const tightLimits: LineLimits = {
  bindingUnits: Infinity,
  messageUnits: 4096,
  fields: { ...values, stringUnits: 2048, lineUnits: 4096 },
  error: { ...values, stringUnits: 2048, lineUnits: 2048 },
};

const few = { depth: 3, width: 16, values: 48 };
const atomicLimits: LineLimits = {
  bindingUnits: 512,
  messageUnits: 512,
  fields: { ...few, stringUnits: 512, lineUnits: 1024 },
  error: { ...few, stringUnits: 512, lineUnits: 768 },
};
const leastLimits: LineLimits = {
  bindingUnits: 0,
  messageUnits: 128,
  fields: { ...few, values: 0, stringUnits: 64, lineUnits: 0 },
  error: { ...few, stringUnits: 64, lineUnits: 64 },
};

/** What lines may hold. */
export const lineLimits: Readonly<Record<Tier, LineLimits>> = {
  usual: usualLimits,
  tight: tightLimits,
  atomic: atomicLimits,
  least: leastLimits,
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

/** What access lines may hold. */
export const accessLimits: Readonly<Record<Tier, AccessLimits>> = {
  usual: {
    textUnits: 2048,
    error: usualLimits.error,
    metadata: { ...values, stringUnits: 1024, lineUnits: 4096 },
    payload: usualLimits.fields,
    payloadUnits: 16_384,
  },
  tight: {
    textUnits: 256,
    error: tightLimits.error,
    metadata: { ...values, stringUnits: 256, lineUnits: 1024 },
    payload: tightLimits.fields,
    payloadUnits: 2048,
  },
  atomic: {
    textUnits: 96,
    error: atomicLimits.error,
    metadata: { ...few, stringUnits: 64, lineUnits: 128 },
    payload: atomicLimits.fields,
    payloadUnits: 256,
  },
  least: {
    textUnits: 64,
    error: leastLimits.error,
    metadata: { ...few, values: 0, stringUnits: 64, lineUnits: 0 },
    payload: leastLimits.fields,
    payloadUnits: 64,
  },
};
