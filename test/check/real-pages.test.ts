import { Registry } from 'prom-client';
import client from 'prom-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkExposition } from '../../src/check/check-exposition.js';
import { defaultConventions, resolveConventions } from '../../src/conventions.js';
import { describeWith } from '../support/programs.js';
import { type Prometheus, startPrometheus } from '../support/prometheus.js';

const formats = ['text/plain; version=0.0.4', 'application/openmetrics-text; version=1.0.0'];

async function findProblems(page: string, conventions = defaultConventions): Promise<string[]> {
  const { problems, subjects } = await checkExposition([Buffer.from(page)], { file: 'page', conventions });
  console.log(`${subjects} series, ${problems.length} problems`);
  return problems.map(({ policy, text }) => `${policy}: ${text}`);
}

describe('a page of prom-client', () => {
  it('has no problem with the default collectors', async () => {
    const register = new Registry();
    client.collectDefaultMetrics({ register });
    expect(await findProblems(await register.metrics())).toEqual([]);
  });
});

describeWith(['prometheus'], 'the page of a real Prometheus', () => {
  const conventions = resolveConventions({ foreignPrefixes: ['prometheus_', 'go_', 'process_', 'promhttp_', 'net_', 'scrape_'] });
  let prometheus: Prometheus;

  beforeAll(async () => {
    prometheus = await startPrometheus([]);
  });

  afterAll(() => prometheus.close());

  it.each(formats)('has no problem as %s', async (accept) => {
    const page = await (await fetch(`${prometheus.url}/metrics`, { headers: { accept } })).text();
    expect(await findProblems(page, conventions)).toEqual([]);
  });
});
