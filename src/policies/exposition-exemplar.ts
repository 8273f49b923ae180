import { definePolicy } from '../problem.js';
import type { ExpositionFamily } from './exposition-family.js';

/** Characters the labels of an exemplar may have together (OpenMetrics 1.0). */
const lengthLimit = 128;

/** Judges exemplars: in OpenMetrics, on counters and buckets, short. */
export const expositionExemplar = definePolicy({
  id: 'exposition-exemplar',
  summary:
    'Exemplars stand on counters and buckets of OpenMetrics pages and are at most 128 characters long.',
  severity: 'error',
  lint: { reason: 'Only a page that a process has written carries exemplars.' },
  messages: {
    notInText: 'The Prometheus text format has no exemplars; a scraper drops the page over this one.',
    tooLong: 'The labels of the exemplar have {length} characters; {limit} are allowed.',
    wrongSample: '`{name}` has an exemplar; only counters and buckets may.',
  },
  *check({ name: familyName, type, format, samples }: ExpositionFamily) {
    for (const { name, exemplar, line } of samples) {
      if (exemplar === undefined) continue;
      const suffix = name.slice(familyName.length);
      const data = { name, limit: lengthLimit, line };
      const length = exemplar.labels.reduce(
        (sum, [key, value]) => sum + [...key].length + [...value].length,
        0,
      );
      if (format === 'text') yield { message: 'notInText', data, part: exemplar.text };
      else if (!(type === 'counter' && suffix === '_total') && suffix !== '_bucket')
        yield { message: 'wrongSample', data, part: exemplar.text };
      if (length > lengthLimit) yield { message: 'tooLong', data: { ...data, length }, part: exemplar.text };
    }
  },
});
