import { expect, it } from 'vitest';
import { createTestTelemetry } from '../src/testing/index.js';

it('shows spans that nobody ends on /metrics, and says so once', async () => {
  const telemetry = createTestTelemetry();
  const started = Array.from({ length: 10_001 }, () => telemetry.tracer.startSpan('forgotten'));
  for (let scrapes = 0; scrapes < 3; scrapes++)
    expect(await telemetry.value('ego_telemetry_open_spans')).toBe(10_001);
  const said = telemetry.lines().filter(({ msg }) => String(msg).includes('have not ended'));
  console.log(`T11 /metrics: 10001 open spans, ${said.length} line`);
  expect(said).toHaveLength(1);
  for (const span of started) span.end();
  expect(await telemetry.value('ego_telemetry_open_spans')).toBe(0);
});
