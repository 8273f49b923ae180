import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestTelemetry } from '../../src/testing/index.js';

type Attach = (telemetry: unknown, target: unknown) => unknown;

const folder = join(import.meta.dirname, '../../src/instrument');
const modules = readdirSync(folder).filter((file) => file.endsWith('.ts'));
const attachers: { name: string; attach: Attach }[] = [];
for (const file of modules) {
  const exported = (await import(join(folder, file))) as Record<string, Attach>;
  // What observes a whole process takes no target.
  const names = Object.keys(exported).filter((name) => /^instrument(?!Fetch|HttpClient|Redis)/.test(name));
  for (const name of names) attachers.push({ name, attach: exported[name] as Attach });
}

describe.each(attachers)('$name', ({ attach }) => {
  const telemetry = createTestTelemetry();
  afterAll(() => telemetry.shutdown());

  it.each([
    ['nothing', undefined],
    ['a promise', Promise.resolve({})],
    ['something else', { other: 1 }],
  ])('says at once that %s is not what it observes', (_, target) => {
    expect(() => attach(telemetry, target)).toThrow(/^TRI_\w+_(?:WRONG_TARGET|NOT_OBSERVABLE): .*Hand over /);
  });
});
