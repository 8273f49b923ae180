import { definePolicy } from '../problem.js';
import type { ExpositionFamily, FamilyType } from './exposition-family.js';
import { isForeign } from './is-foreign.js';

/** What a family of each type may append to its name in OpenMetrics; the Prometheus text format differs below. */
const suffixes: Readonly<Record<FamilyType, readonly string[]>> = {
  counter: ['_total', '_created'],
  gauge: [''],
  gaugehistogram: ['_bucket', '_gcount', '_gsum', '_created'],
  histogram: ['_bucket', '_count', '_sum', '_created'],
  info: ['_info'],
  stateset: [''],
  summary: ['', '_count', '_sum', '_created'],
  unknown: [''],
  untyped: [''],
};

/** Judges that the samples of a family are those of its type: suffixes, `le` and `quantile` where they belong. */
export const expositionType = definePolicy({
  id: 'exposition-type',
  summary: 'The samples of a metric carry the suffixes and labels of its type, and no other.',
  severity: 'error',
  lint: { reason: 'Only a page that a process has written can be read.' },
  messages: {
    leOutsideHistogram: 'Label `le` stands on {type} `{name}`; it belongs to the buckets of histograms.',
    missingLe: 'Bucket of `{name}` has no label `le`.',
    missingQuantile: 'Sample `{name}` of a summary has no label `quantile`.',
    nameTaken: 'Metric `{name}` and {type} `{other}` both have a sample `{sample}`.',
    quantileOutsideSummary: 'Label `quantile` stands on {type} `{name}`; it belongs to summaries.',
    reservedSuffix: '{type} `{name}` ends in `{suffix}`, which a histogram or summary appends.',
    unexpectedSample: 'Sample `{name}` is none that {type} `{family}` has; those are {expected}.',
  },
  *check(family: ExpositionFamily, conventions) {
    const { name: familyName, type, format, samples, clash } = family;
    const isHistogram = type === 'histogram' || type === 'gaugehistogram';
    if (clash !== undefined) {
      const data = { ...clash, name: familyName, other: clash.name, line: family.line };
      yield { message: 'nameTaken', data, part: familyName };
    } else if (!isForeign(familyName, conventions)) {
      yield* judgeReservedSuffix(family);
    }
    const allowed = format === 'text' && type === 'counter' ? [''] : suffixes[type];
    for (const { name, labels, line } of samples) {
      const suffix = name.slice(familyName.length);
      const has = (label: string) => labels.some(([key]) => key === label);
      const data = { name, type, line };
      if (!allowed.includes(suffix)) {
        const expected = allowed.map((end) => `\`${familyName}${end}\``).join(', ');
        yield { message: 'unexpectedSample', data: { ...data, family: familyName, expected }, part: name };
      }
      if (isHistogram && suffix === '_bucket' && !has('le')) yield { message: 'missingLe', data, part: name };
      if (type === 'summary' && suffix === '' && !has('quantile'))
        yield { message: 'missingQuantile', data, part: name };
      if (type === 'untyped' || type === 'unknown') continue;
      if (has('le') && !isHistogram) yield { message: 'leOutsideHistogram', data, part: 'le' };
      if (has('quantile') && type !== 'summary')
        yield { message: 'quantileOutsideSummary', data, part: 'quantile' };
    }
  },
});

/** Promlint's rule: a reader of `x_count` must be able to trust that `x` is a histogram or summary. */
function* judgeReservedSuffix({ name, type, line }: ExpositionFamily) {
  if (type === 'untyped' || type === 'unknown') return;
  const isHistogram = type === 'histogram' || type === 'gaugehistogram';
  const reserved = isHistogram ? [] : type === 'summary' ? ['_bucket'] : ['_bucket', '_count', '_sum'];
  const suffix = reserved.find((end) => name.endsWith(end));
  if (suffix === undefined) return;
  const data = { name, type: type.charAt(0).toUpperCase() + type.slice(1), suffix, line };
  yield { message: 'reservedSuffix', data, part: suffix } as const;
}
