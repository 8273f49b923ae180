import type { MetricType } from './subject.js';

/** An OpenTelemetry instrument, as far as its name in Prometheus depends on it. */
export interface InstrumentSubject {
  readonly name: string;
  readonly type: MetricType;
  /** UCUM unit, e.g. `s`, `By`, `1` or `{request}`. */
  readonly unit?: string;
}

/** UCUM units as Prometheus spells them (OpenTelemetry specification, compatibility/prometheus_and_openmetrics). */
const units = new Map<string, string>(
  Object.entries({
    ...{ d: 'days', h: 'hours', min: 'minutes', s: 'seconds' },
    ...{ ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' },
    ...{ By: 'bytes', KiBy: 'kibibytes', MiBy: 'mebibytes', GiBy: 'gibibytes', TiBy: 'tebibytes' },
    ...{ kBy: 'kilobytes', KBy: 'kilobytes', MBy: 'megabytes', GBy: 'gigabytes', TBy: 'terabytes' },
    ...{ m: 'meters', V: 'volts', A: 'amperes', J: 'joules', W: 'watts', g: 'grams' },
    ...{ Cel: 'celsius', Hz: 'hertz', '%': 'percent' },
  }),
);
const perUnits = new Map<string, string>(
  Object.entries({ s: 'second', m: 'minute', h: 'hour', d: 'day', w: 'week', mo: 'month', y: 'year' }),
);

/**
 * Returns the name an instrument has in Prometheus. `suffixed` follows the specification, as the Collector and
 * Prometheus' own OTLP endpoint do; `unsuffixed` is the exporter of OpenTelemetry JS, which leaves units out.
 */
export function translateInstrument(
  { name, type, unit = '' }: InstrumentSubject,
  style: 'suffixed' | 'unsuffixed' = 'suffixed',
): string {
  const words = escape(name).split('_').filter(Boolean);
  const isTotal = type === 'counter' && words.at(-1) === 'total';
  if (isTotal) words.pop();
  for (const word of style === 'suffixed' ? unitWords(unit, type) : []) {
    if (!words.includes(word)) words.push(word);
  }
  if (type === 'counter') words.push('total');
  const translated = words.join('_');
  return /^[0-9]/.test(translated) ? `_${translated}` : translated;
}

/** Returns the label an attribute becomes: what a label cannot hold is an underscore. */
export function translateAttribute(key: string): string {
  const label = escape(key).replace(/:/g, '_');
  return /^[0-9]/.test(label) ? `key_${label}` : label;
}

function unitWords(unit: string, type: MetricType): string[] {
  const bare = unit.replace(/\{[^{}]*\}/g, '').trim();
  // The Collector calls a gauge without dimension a ratio.
  if (bare === '1') return type === 'gauge' ? ['ratio'] : [];
  const [main = '', per] = bare.split('/');
  const words = main === '' ? [] : [units.get(main) ?? escape(main)];
  if (per === undefined || per === '') return words;
  return [...words, 'per', perUnits.get(per) ?? escape(per)];
}

function escape(text: string): string {
  return text.replace(/[^A-Za-z0-9:]+/g, '_').replace(/^_|_$/g, '');
}
