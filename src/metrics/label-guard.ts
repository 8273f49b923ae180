import type { LabelSpec } from '../catalog/metric-definition.js';
import { cleanLabelValue } from './label-value.js';

/** What a label says instead of a value outside its list or budget. */
export const otherValue = '_other';

/** Lets through the values a label may have. */
export interface LabelGuard {
  /** Whether `_other` stands for values beyond a budget, rather than for values outside a list. */
  readonly isOpen: boolean;
  /** Returns the value itself, cleaned, or `_other`; never throws. */
  admit(value: unknown): string;
  /** Counts an admitted value against the budget, once a series carries it. */
  keep(value: string): void;
}

/** Creates the guard of one label; `onLoss` is told of each value that was not kept as it was. */
export function createLabelGuard(spec: LabelSpec, onLoss: () => void): LabelGuard {
  return isBudget(spec) ? createOpenGuard(spec.budget, onLoss) : createClosedGuard(spec, onLoss);
}

function isBudget(spec: LabelSpec): spec is { readonly budget: number } {
  return !Array.isArray(spec);
}

function createClosedGuard(list: readonly string[], onLoss: () => void): LabelGuard {
  const values = new Set<unknown>(list);
  return {
    isOpen: false,
    admit(value) {
      if (values.has(value)) return value as string;
      // The loss is counted below, whether or not cleaning changed the value as well.
      const text = cleanLabelValue(value, () => undefined);
      if (values.has(text)) return text;
      if (text !== otherValue) onLoss();
      return otherValue;
    },
    keep: () => undefined,
  };
}

function createOpenGuard(budget: number, onLoss: () => void): LabelGuard {
  const values = new Set<string>();
  return {
    isOpen: true,
    admit(value) {
      const text = cleanLabelValue(value, onLoss);
      return values.has(text) || values.size < budget ? text : otherValue;
    },
    keep(value) {
      if (value !== otherValue) values.add(value);
    },
  };
}
