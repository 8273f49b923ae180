import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTelemetry } from '../src/telemetry.js';
import { createTestTelemetry } from '../src/testing/index.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-twice-'));

function start(name: string) {
  const file = join(folder, `${name}.log`);
  const telemetry = createTelemetry({ env: {}, service: { name }, logs: { destination: 'file', file } });
  const read = (): string => readFileSync(file, 'utf8');
  return { telemetry, read };
}

describe('a second telemetry in one process', () => {
  it('says that there is another, unless that one has ended or keeps its lines to itself', async () => {
    const inMemory = createTestTelemetry();
    const first = start('first');
    const second = start('second');
    await Promise.all([first.telemetry.shutdown(), second.telemetry.shutdown()]);
    expect(first.read()).not.toContain('started twice');
    expect(second.read()).toContain('telemetry is started twice');
    expect(second.read()).toContain(`first (Tricord ${second.telemetry.frameworkVersion})`);
    const third = start('third');
    await third.telemetry.shutdown();
    expect(third.read()).not.toContain('started twice');
    await inMemory.shutdown();
  });

  it('keeps series and lines of its own', async () => {
    const [one, two] = [createTestTelemetry(), createTestTelemetry()];
    one.log.info('x');
    expect([one.lines().length, two.lines().length]).toEqual([1, 0]);
    const page = await two.metrics.registry.metrics();
    const heads = page.split('\n').filter((line) => line.startsWith('# TYPE '));
    expect(new Set(heads).size).toBe(heads.length);
    await Promise.all([one.shutdown(), two.shutdown()]);
  });
});
