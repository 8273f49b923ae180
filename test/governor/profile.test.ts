import { describe, expect, it } from 'vitest';
import { renderFlameGraph } from '../../src/governor/flame-graph.js';
import type { Profile, ProfileNode } from '../../src/governor/profiler.js';
import { ask, bearer, startGovernor, writeToken } from './start-governor.js';

const settings = { governor: { tokenFile: writeToken(), heapProfile: true } };
const headers = bearer();

function burnProcessor(until: number): number {
  let sum = 0;
  while (performance.now() < until) sum += Math.sqrt(sum + 1);
  return sum;
}

/** Keeps the loop busy in short pieces while something is awaited. */
async function busyUntil<Result>(result: Promise<Result>, work: () => void): Promise<Result> {
  const state = { done: false };
  void result.finally(() => (state.done = true));
  while (!state.done) {
    work();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return result;
}

describe('/debug/profile', () => {
  it('gives a CPU profile that tools can read, in which the busy function shows', async () => {
    const { port, telemetry } = await startGovernor({}, settings);
    const asked = ask(port, '/debug/profile/cpu?seconds=0.4', { headers });
    const reply = await busyUntil(asked, () => burnProcessor(performance.now() + 5));
    const profile = JSON.parse(reply.body) as Record<string, unknown> & {
      nodes: { callFrame: { functionName: string } }[];
    };
    expect(reply.headers['content-disposition']).toBe('attachment; filename="test-service.cpuprofile"');
    expect(Object.keys(profile).sort()).toEqual(['endTime', 'nodes', 'samples', 'startTime', 'timeDeltas']);
    expect(profile.nodes.map(({ callFrame }) => callFrame.functionName)).toContain('burnProcessor');
    await telemetry.shutdown();
  });

  it('gives what is allocated as a flame graph', async () => {
    const { port, telemetry } = await startGovernor({}, settings);
    const asked = ask(port, '/debug/profile/heap?seconds=0.4&format=html', { headers });
    const reply = await busyUntil(asked, function allocateMuch() {
      Array.from({ length: 2000 }, (_, i) => ({ i, text: `text ${i}` }));
    });
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(reply.body).toContain('allocateMuch');
    expect(reply.body).toContain('"unit":"bytes"');
    await telemetry.shutdown();
  });

  it('profiles allocations only while that is switched on', async () => {
    const { port, telemetry } = await startGovernor({}, { governor: { tokenFile: writeToken() } });
    const status = async () => (await ask(port, '/debug/profile/heap?seconds=0.01', { headers })).status;
    const listed = async () => (await ask(port, '/')).body.includes('/debug/profile/heap');
    expect([await status(), await listed()]).toEqual([404, false]);
    telemetry.reconfigure({ governor: { heapProfile: true } });
    expect([await status(), await listed()]).toEqual([200, true]);
    await telemetry.shutdown();
  });

  it('takes one at a time, and is free again when the caller has gone', async () => {
    const { port, telemetry, url } = await startGovernor({}, settings);
    const gone = new AbortController();
    const first = fetch(`${url}/debug/profile/cpu?seconds=60`, { headers, signal: gone.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await ask(port, '/debug/profile/cpu?seconds=0.01', { headers })).status).toBe(409);
    gone.abort();
    await expect(first).rejects.toThrow();
    for (let tries = 0; ; tries++) {
      const { status } = await ask(port, '/debug/profile/cpu?seconds=0.01', { headers });
      if (status === 200) break;
      expect([status, tries < 100]).toEqual([409, true]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await telemetry.shutdown();
  });

  it('breaks one off when the service stops', async () => {
    const { port, telemetry } = await startGovernor({}, settings);
    const asked = ask(port, '/debug/profile/cpu?seconds=60', { headers });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await telemetry.shutdown();
    expect((await asked).status).toBe(503);
  });

  it.each(['seconds=0', 'seconds=61', 'seconds=x', 'seconds=NaN', 'seconds=-1', 'format=svg'])(
    'refuses ?%s',
    async (query) => {
      const { port, telemetry } = await startGovernor({}, settings);
      expect((await ask(port, `/debug/profile/cpu?${query}`, { headers })).status).toBe(400);
      await telemetry.shutdown();
    },
  );
});

describe('a flame graph', () => {
  const hostile = '</script><img src=x onerror=alert(1)>\u2028"&\'';
  const leaf = (name: string, self: number): ProfileNode => ({
    name,
    place: `${name}:1`,
    self,
    children: [],
  });
  const profile: Profile = {
    kind: 'cpu',
    raw: {},
    seconds: 1,
    root: {
      name: '(root)',
      place: '',
      self: 0,
      children: [leaf(hostile, 5), leaf('small', 0.001), leaf('large', 10)],
    },
  };

  it('lets no name become markup', () => {
    const page = renderFlameGraph(profile, hostile);
    expect(page).not.toContain('<img');
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(page).toContain('script-src &#39;sha256-');
  });

  it('lays children side by side, the widest first, and leaves out what cannot be seen', () => {
    const data = /id="data">(.*?)<\/script>/s.exec(renderFlameGraph(profile, 't'))?.[1] ?? '';
    const { boxes } = JSON.parse(data) as { boxes: [number, number, number, number, string, string][] };
    expect(boxes.map(([depth, start, total, , name]) => [depth, start, total, name])).toEqual([
      [0, 0, 15.001, '(root)'],
      [1, 0, 10, 'large'],
      [1, 10, 5, hostile],
    ]);
  });
});
