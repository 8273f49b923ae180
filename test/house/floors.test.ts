import { join } from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint({ cwd: join(import.meta.dirname, '../..') });

async function findRefusals(file: string, from: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import { x } from '${from}';\nexport const y = x;\n`, {
    filePath: file,
  });
  const messages = result?.messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports') ?? [];
  return messages.map(({ message }) => message);
}

describe('the floors', () => {
  it.each([
    ['src/logs/x.ts', '../metrics/index.js'],
    ['src/catalog/x.ts', '../metrics/index.js'],
    ['src/policies/x.ts', '../catalog/index.js'],
    ['src/jsonnet/x.ts', '../errors.js'],
    ['src/jsonnet/std/x.ts', '../../errors.js'],
    ['src/instrument/family/x.ts', '../../generate/signals.js'],
    ['src/instrument/x.ts', '../logs/index.js'],
    ['src/generate/x.ts', '../telemetry.js'],
    ['src/operation.ts', './check/index.js'],
    ['lint-rules/x.ts', '../src/metrics/index.js'],
    ['src/logs/x.ts', 'prom-client'],
    ['src/metrics/x.ts', 'pino'],
    ['src/operation.ts', '@opentelemetry/api'],
    ['src/instrument/x.ts', '@opentelemetry/api'],
    ['src/generate/x.ts', 'commander'],
  ])('refuse in %s the import of %s', async (file, from) => {
    expect(await findRefusals(file, from)).toHaveLength(1);
  });

  it.each([
    ['src/logs/x.ts', '../catalog/attributes.js'],
    ['src/logs/x.ts', './levels.js'],
    ['src/logs/x.ts', 'pino'],
    ['src/cli/commands/x.ts', '../../check/index.js'],
    ['src/instrument/family/x.ts', '../../operation.js'],
    ['lint-rules/x.ts', '../src/policies/index.js'],
  ])('let %s import %s', async (file, from) => {
    expect(await findRefusals(file, from)).toEqual([]);
  });
});
