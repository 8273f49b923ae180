import { describe, expect, it } from 'vitest';
import { evaluateJsonnet, type JsonnetError } from '../../src/jsonnet/index.js';
import { parseKept } from '../../src/jsonnet/parse-kept.js';
import { createSource } from '../../src/jsonnet/source.js';

describe('parseKept', () => {
  it('parses a text once, whatever its files are called', () => {
    const [one, other] = ['a', 'b'].map((name) => parseKept(createSource(name, name, '{ once: 1 }')));
    expect(one).toBe(other);
  });

  it('forgets what was not asked for, and nothing that was', () => {
    const keep = () => parseKept(createSource('kept', 'kept', '{ kept: 1 }'));
    const kept = keep();
    const lost = parseKept(createSource('lost', 'lost', '{ lost: 1 }'));
    for (let i = 0; i < 60; i++) {
      parseKept(createSource('large', 'large', `'${String(i).padEnd(100_000)}'`));
      expect(keep()).toBe(kept);
    }
    expect(parseKept(createSource('lost', 'lost', '{ lost: 1 }'))).not.toBe(lost);
  });

  it.each(['one.jsonnet', 'other.jsonnet'])('leaves it to errors to name the file, %s', (fileName) => {
    for (const source of ["{ a: error 'no' }", '{ a: }']) {
      const files = filesOf(() => evaluateJsonnet({ source, fileName }));
      expect([...new Set(files)]).toEqual([fileName]);
    }
  });
});

function filesOf(evaluate: () => unknown): string[] {
  try {
    evaluate();
  } catch (error) {
    return (error as JsonnetError).frames.map(({ file }) => file);
  }
  return [];
}
