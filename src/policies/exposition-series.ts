import { definePolicy } from '../problem.js';
import { type ExpositionFamily, labelKey } from './exposition-family.js';
import { isForeign } from './is-foreign.js';

/** Judges that each series stands once, and each family in one place; of two, a scraper keeps one and says nothing. */
export const expositionSeries = definePolicy({
  id: 'exposition-series',
  summary: 'A page has each series once, each label once in a series, and each family in one place.',
  severity: 'error',
  lint: { reason: 'Only a page that a process has written can be read.' },
  messages: {
    duplicateLabel: 'Label `{label}` stands twice in a series of `{name}`.',
    duplicateSeries: 'This series of `{name}` stood on line {first} already; a scraper keeps one of the two.',
    interleaved: 'Metric `{name}` goes on here after another metric; its lines must stand together.',
    reservedLabel: 'Label `{label}` of `{name}` starts with `__`, which Prometheus keeps for itself.',
  },
  *check({ name, samples, reopened, line }: ExpositionFamily, conventions) {
    // Of other metrics metric-labels says it.
    const isOwnConcern = isForeign(name, conventions);
    if (reopened) yield { message: 'interleaved', data: { name, line }, part: name };
    const firstLines = new Map<string, number>();
    for (const sample of samples) {
      const seen = new Set<string>();
      for (const [label] of sample.labels) {
        const data = { name, label, line: sample.line };
        if (seen.has(label)) yield { message: 'duplicateLabel', data, part: label };
        if (isOwnConcern && label.startsWith('__')) yield { message: 'reservedLabel', data, part: label };
        seen.add(label);
      }
      const key = sample.name + labelKey(sample.labels);
      const first = firstLines.get(key);
      if (first === undefined) firstLines.set(key, sample.line);
      else
        yield {
          message: 'duplicateSeries',
          data: { name: sample.name, first, line: sample.line },
          part: sample.name,
        };
    }
  },
});
