import { definePolicy } from '../problem.js';
import type { ExpositionFamily, ExpositionSample, FamilyType } from './exposition-family.js';
import { isForeign } from './is-foreign.js';

/** Judges values: what only grows is a finite number from 0 on, an info metric is 1, a quantile lies in 0 to 1. */
export const expositionValue = definePolicy({
  id: 'exposition-value',
  summary: 'Counters, counts and sums are finite and not negative; info metrics are 1.',
  severity: 'error',
  lint: { reason: 'Only a page that a process has written carries values.' },
  messages: {
    badQuantile: 'Quantile `{got}` of `{name}` is no number from 0 to 1.',
    infinite: '`{name}` is {value}; what was once counted as infinite never counts again.',
    infoNotOne: '`{name}` is {value}; an info metric is always 1, its facts are its labels.',
    negative: '`{name}` is {value}; a {type} only grows from 0.',
    notANumber: '`{name}` is NaN, and stays NaN whatever is added to it.',
    stateNotBoolean: '`{name}` is {value}; the states of a stateset are 0 or 1.',
  },
  *check({ name: familyName, type, samples }: ExpositionFamily, conventions) {
    const hasNegativeBounds = samples.some(({ labels }) =>
      labels.some(([label, bound]) => label === 'le' && Number(bound) < 0),
    );
    for (const sample of samples) {
      const { name, value, valueText, labels, line } = sample;
      const data = { name, value: valueText, type, line };
      const suffix = name.slice(familyName.length);
      if (isCumulative(type, suffix) && !(suffix === '_sum' && hasNegativeBounds))
        yield* judgeCumulative(sample, type);
      const isInfo = type === 'info' || (type === 'gauge' && name.endsWith('_info'));
      if (isInfo && value !== 1 && !isForeign(name, conventions))
        yield { message: 'infoNotOne', data, part: valueText };
      if (type === 'stateset' && value !== 0 && value !== 1)
        yield { message: 'stateNotBoolean', data, part: valueText };
      const quantile = type === 'summary' ? labels.find(([label]) => label === 'quantile')?.[1] : undefined;
      if (quantile !== undefined && !isShare(quantile))
        yield { message: 'badQuantile', data: { ...data, got: quantile }, part: quantile };
    }
  },
});

function* judgeCumulative({ name, value, valueText, line }: ExpositionSample, type: FamilyType) {
  const data = { name, value: valueText, type, line };
  if (Number.isNaN(value)) yield { message: 'notANumber', data, part: valueText } as const;
  else if (value < 0) yield { message: 'negative', data, part: valueText } as const;
  else if (value === Infinity) yield { message: 'infinite', data, part: valueText } as const;
}

function isCumulative(type: FamilyType, suffix: string): boolean {
  if (suffix === '_created') return false;
  if (type === 'counter') return true;
  if (type === 'histogram') return true;
  if (type === 'gaugehistogram') return suffix === '_bucket' || suffix === '_gcount';
  return type === 'summary' && suffix !== '';
}

function isShare(text: string): boolean {
  return /^[+-]?[\d.]+(?:e[+-]?\d+)?$/i.test(text) && Number(text) >= 0 && Number(text) <= 1;
}
