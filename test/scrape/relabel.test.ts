import { describe, expect, it } from 'vitest';
import { compileSteps } from '../../src/scrape/relabel.js';
import type { RelabelStep } from '../../src/scrape/relabel-step.js';

function relabel(step: RelabelStep, labels: Record<string, string>) {
  const result = compileSteps([step])(new Map(Object.entries(labels)));
  return result.kept ? Object.fromEntries(result.labels) : `dropped at ${result.step} by ${result.value}`;
}

/** In the words of Prometheus' own tests of relabelling. */
const cases: [string, RelabelStep, Record<string, string>, unknown][] = [
  [
    'replaces by groups',
    { source_labels: ['a'], regex: 'f(.*)', target_label: 'd', replacement: 'ch${1}-ch$1' },
    { a: 'foo' },
    { a: 'foo', d: 'choo-choo' },
  ],
  [
    'joins its sources',
    { source_labels: ['a', 'b'], regex: 'f(.*);(.*)r', target_label: 'c', replacement: '${1}b${2}m$2' },
    { a: 'foo', b: 'bar' },
    { a: 'foo', b: 'bar', c: 'oobbamba' },
  ],
  [
    'takes a longer name for one that is not there',
    { source_labels: ['a'], regex: '(.*)', target_label: 'c', replacement: '$1x|$$' },
    { a: 'foo' },
    { a: 'foo', c: '|$' },
  ],
  [
    'takes named groups',
    {
      source_labels: ['a'],
      regex: '(?P<head>.)(?P<tail>.*)',
      target_label: 'c',
      replacement: '${tail}$head',
    },
    { a: 'foo' },
    { a: 'foo', c: 'oof' },
  ],
  [
    'expands the name of the target',
    { source_labels: ['a'], regex: '(\\w+)-(\\w+)', target_label: '$1', replacement: '$2' },
    { a: 'some-thing' },
    { a: 'some-thing', some: 'thing' },
  ],
  [
    'leaves labels as they are when a name is none',
    { source_labels: ['a'], regex: '(.*)', target_label: '${1}-x', replacement: 'y' },
    { a: 'b' },
    { a: 'b' },
  ],
  ['removes a label that becomes empty', { source_labels: ['x'], target_label: 'a' }, { a: 'b' }, {}],
  [
    'matches the whole value',
    { source_labels: ['a'], action: 'keep', regex: 'foo' },
    { a: 'foobar' },
    'dropped at 0 by foobar',
  ],
  [
    'matches with regard to case',
    { source_labels: ['a'], action: 'keep', regex: 'true' },
    { a: 'True' },
    'dropped at 0 by True',
  ],
  [
    'knows flags of RE2',
    { source_labels: ['a'], action: 'keep', regex: '(?i)true' },
    { a: 'True' },
    { a: 'True' },
  ],
  [
    'drops what matches',
    { source_labels: ['a'], action: 'drop', regex: '.*o.*' },
    { a: 'foo' },
    'dropped at 0 by foo',
  ],
  [
    'keeps what is equal',
    { source_labels: ['a'], action: 'keepequal', target_label: 'b' },
    { a: '1', b: '2' },
    'dropped at 0 by 1',
  ],
  [
    'drops what is equal',
    { source_labels: ['a'], action: 'dropequal', target_label: 'b' },
    { a: '1', b: '1' },
    'dropped at 0 by 1',
  ],
  [
    'hashes as Prometheus does',
    { source_labels: ['c'], action: 'hashmod', target_label: 'd', modulus: 1000 },
    { c: 'baz' },
    { c: 'baz', d: '976' },
  ],
  [
    'maps names',
    { action: 'labelmap', regex: 'b(.*)', replacement: 'x_$1' },
    { bar: '1', a: '2' },
    { bar: '1', a: '2', x_ar: '1' },
  ],
  ['drops labels', { action: 'labeldrop', regex: '(b.*)' }, { bar: '1', a: '2' }, { a: '2' }],
  ['keeps labels', { action: 'labelkeep', regex: '(b.*)' }, { bar: '1', a: '2' }, { bar: '1' }],
  [
    'writes in lower case',
    { source_labels: ['a'], action: 'lowercase', target_label: 'b' },
    { a: 'FoO' },
    { a: 'FoO', b: 'foo' },
  ],
  [
    'writes in upper case',
    { source_labels: ['a'], action: 'uppercase', target_label: 'b' },
    { a: 'FoO' },
    { a: 'FoO', b: 'FOO' },
  ],
];

describe('compileSteps', () => {
  it.each(cases)('%s', (_, step, labels, result) => {
    expect(relabel(step, labels)).toEqual(result);
  });

  it('refuses what RE2 does not take, before any pod is judged', () => {
    expect(() => compileSteps([{ source_labels: ['a'], action: 'keep', regex: '(?=a)' }])).toThrow();
  });

  it('is not held up by an expression that JavaScript would never end', () => {
    const step: RelabelStep = { source_labels: ['a'], action: 'keep', regex: '(a+)+b' };
    expect(relabel(step, { a: 'a'.repeat(5000) })).toMatch(/^dropped at 0/);
  });
});
