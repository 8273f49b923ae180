import fc from 'fast-check';

// Words that policies know, so that most names are near the line between good and bad.
export const word = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('custom', 'ego', 'nodejs', 'process', 'orders', 'wait', 'HTTPCalls'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('total', 'seconds', 'bytes', 'ratio', 'info', 'count', 'sum', 'bucket'),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom('ms', 'counter', 'gauge', 'percent', 'kb', '', '5xx', 'constructor'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('{name}', '{{name}}', '$&', '`', "'", '\\', '\u2028', '\ud800', '\n'),
  },
);
const joined = fc.array(word, { maxLength: 5 }).map((words) => words.join('_'));
const good = fc
  .tuple(
    fc.constantFrom('orders', 'wait', 'sent'),
    fc.constantFrom('total', 'seconds', 'bytes', 'ratio', 'info'),
  )
  .map(([what, unit]) => `custom_${what}_${unit}`);
/** Names of metrics, most of them near the line between good and bad. */
export const name = fc.oneof(
  good,
  joined,
  joined.map((rest) => `custom_${rest}`),
  joined.map((rest) => `custom_${rest}_total`),
);
