import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeWith } from '../support/programs.js';

const demo = join(import.meta.dirname, '../../dist/examples/shop/demo/main.js');

/** Runs the demo for a moment; rejects when one of its checks fails. */
async function runDemo(env: NodeJS.ProcessEnv): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [demo, '--seconds', '3'], { env });
  return stdout;
}

describe('the demo', () => {
  it('leaves out by name what a machine with nothing but Node lacks', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'tricord-empty-'));
    const output = await runDemo({ PATH: empty, HOME: empty });
    rmSync(empty, { recursive: true });
    expect(output).toContain('Redis is left out: redis-server not found, REDIS_URL not set.');
    expect(output).toContain('Kafka is left out: java and kafka not found, KAFKA_BROKERS not set.');
    expect(output).toContain('Every check holds.');
    expect(output).not.toContain('shop-fulfilment');
  });

  describeWith(['redis-server', 'java', 'kafka'], 'with Redis and Kafka', () => {
    it('has one trace over the cache and the topic, and counts both', async () => {
      const output = await runDemo({ ...process.env, REDIS_URL: '', KAFKA_BROKERS: '' });
      expect(output).not.toContain('left out');
      expect(output).toMatch(/^ +set +shop-orders/m);
      expect(output).toMatch(/^( +)send orders +shop-orders.*\n\1 {2}process orders +shop-fulfilment/m);
      expect(output).toMatch(/^ego_client_handle_total\{type="redis",name="redis\.orders",.*\} [1-9]/m);
      expect(output).toMatch(
        /^ego_client_handle_total\{type="kafka",name="kafka\.orders\.orders",method="HANDLER"/m,
      );
      expect(output).toContain('Every check holds.');
    });
  });
});
