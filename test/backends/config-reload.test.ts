import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestTelemetry } from '../../src/testing/index.js';
import { createConfigVolume } from '../support/config-volume.js';
import { waitUntil } from '../support/wait-until.js';

const swaps = 200;

describe('a mounted ConfigMap', () => {
  it(`is followed through ${swaps} swaps, with bad versions in between`, async () => {
    const volume = createConfigVolume({ 'app.yaml': 'access: { slowMs: 1 }\n' });
    const telemetry = createTestTelemetry({ env: { TRICORD_SETTINGS: join(volume.folder, 'app.yaml') } });
    const delays: number[] = [];
    let bad = 0;
    let random = 7;
    for (let i = 2; i <= swaps + 1; i++) {
      if (i % 10 === 0) {
        volume.publish({
          'app.yaml': i % 20 === 0 ? 'access: { slowMs: [' : `access: { slowMs: soon${i} }\n`,
        });
        bad++;
        const refused = () => telemetry.value('ego_config_reload_total', { result: 'refused' });
        await waitUntil(async () => (await refused()) === bad, 'the bad version is refused');
      }
      volume.publish({ 'app.yaml': `access: { slowMs: ${i} }\n` });
      const publishedAt = performance.now();
      random = (random * 48271) % 2147483647;
      const pauseMs = 20 + (random % 200);
      // Every other version is waited for; the others are overtaken by the next, as in a busy rollout.
      if (i % 2 === 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      else {
        await waitUntil(() => telemetry.settings.access.slowMs === i, `version ${i} is applied`);
        delays.push(performance.now() - publishedAt);
      }
    }
    const { slowMs } = telemetry.settings.access;
    const applied = await telemetry.value('ego_config_reload_total', { result: 'applied' });
    console.log(
      `reload: ${swaps} swaps, ${applied} applied, ${bad} bad ones refused, the last one applied after at most ` +
        `${Math.max(...delays).toFixed(0)} ms (median ${(delays.sort((a, b) => a - b)[50] ?? 0).toFixed(0)})`,
    );
    expect(slowMs).toBe(swaps + 1);
    expect(Math.max(...delays)).toBeLessThanOrEqual(2000);
    await telemetry.shutdown();
    volume.remove();
  }, 120_000);
});
