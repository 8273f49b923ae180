import { definePolicy } from '../problem.js';
import { isForeign } from './is-foreign.js';
import type { MetricSubject } from './subject.js';

/** Physical units besides time and size, which metric-unit judges: promlint's table, base unit → what it replaces. */
const bases: Readonly<Record<string, readonly string[]>> = {
  amperes: [],
  celsius: ['kelvins', 'fahrenheit', 'rankine'],
  grams: ['pounds', 'ounces'],
  joules: ['calories'],
  kelvin: [],
  meters: ['inches', 'yards', 'miles'],
  metres: [],
  volts: [],
};
const prefixes =
  'pico nano micro milli centi deci deca hecto kilo kibi mega mebi giga gibi tera tebi peta pebi'.split(' ');
const abbreviations = ['b', 'd', 'h', 'm', 'pb'];
/** Time and size under the prefixes that metric-unit does not list. */
const rareTimesAndSizes = ['seconds', 'bytes'].flatMap((base) =>
  ['pico', 'centi', 'deci', 'deca', 'hecto', 'peta', 'pebi'].map((prefix) => [prefix + base, base] as const),
);

const replacements = new Map<string, string>([
  ...rareTimesAndSizes,
  ...['kiloseconds', 'megaseconds'].map((unit) => [unit, 'seconds'] as const),
  ...Object.entries(bases).flatMap(([base, units]) => [
    ...units.map((unit) => [unit, base] as const),
    ...prefixes.map((prefix) => [prefix + base, base] as const),
  ]),
]);

/** Judges the physical units of a metric name: temperatures, lengths, masses, energies, and abbreviated units. */
export const metricBaseUnit = definePolicy({
  id: 'metric-base-unit',
  summary: 'Physical quantities are named in their base unit, spelled out.',
  severity: 'warning',
  lint: { reason: 'Rare in services; `tricord check` reports it for agreement with promtool.' },
  messages: {
    abbreviated: 'Metric name `{name}` contains `{unit}`, which reads as an abbreviated unit; spell it out.',
    scaled: 'Metric name `{name}` counts in `{unit}`; use the base unit `{base}`.',
  },
  *check({ name }: MetricSubject, conventions) {
    if (isForeign(name, conventions)) return;
    const words = name.split('_');
    const unit = words.find((word) => replacements.has(word));
    if (unit !== undefined) {
      yield { message: 'scaled', data: { name, unit, base: replacements.get(unit) ?? '' }, part: unit };
    }
    const short = words.find((word) => abbreviations.includes(word));
    if (short !== undefined) yield { message: 'abbreviated', data: { name, unit: short }, part: short };
  },
});
