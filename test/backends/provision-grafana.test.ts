import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/provision/index.js';
import type { Fault } from '../support/grafana.js';
import { board, useGrafana } from '../support/provisioned-grafana.js';

const grafana = useGrafana();
const { waits, plan, provision, actions, editByHand } = grafana;

describe('provisioning a Grafana that others use too', () => {
  it('never touches what others made, in 1,000 random states (V2, V7)', async () => {
    const kind = fc.constantFrom('ours', 'edited', 'foreign', 'absent', 'other service');
    let states = 0;
    let touched = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(kind, { minLength: 1, maxLength: 6 }), fc.boolean(), async (kinds, prune) => {
        states++;
        grafana.stub.dashboards.clear();
        const wanted = kinds.map((_, i) => board(`u${i}`));
        await provision(wanted.filter((_, i) => kinds[i] !== 'absent'));
        kinds.forEach((each, i) => {
          if (each === 'edited') editByHand(`u${i}`, { refresh: '1h' });
          const kept = grafana.stub.dashboards.get(`u${i}`);
          if (kept && each === 'foreign') kept.dashboard['tags'] = [];
          if (kept && each === 'other service') kept.dashboard['tags'] = ['tricord:x:0123456789ab'];
        });
        const isForeign = (uid: string) =>
          ['edited', 'foreign', 'other service'].includes(kinds[Number(uid.slice(1))] ?? '');
        const before = new Map(
          [...grafana.stub.dashboards].map(([uid, kept]) => [uid, JSON.stringify(kept)]),
        );
        const next = wanted.slice(1).map(({ uid }) => board(uid, { refresh: '5s' }));
        const start = grafana.stub.requests.length;
        const changes = await plan(next, { prune });
        expect(grafana.stub.requests.slice(start).every((request) => request.startsWith('GET'))).toBe(true);
        const planned = changes.filter(({ apply }) => apply !== undefined).length;
        const outcomes = await applyChanges(changes);
        expect(outcomes.filter(({ state }) => state === 'done')).toHaveLength(planned);
        for (const [uid, kept] of before)
          if (isForeign(uid) && JSON.stringify(grafana.stub.dashboards.get(uid)) !== kept) touched++;
      }),
      { numRuns: 1000 },
    );
    console.log(`${states} states, ${touched} dashboards of others touched`);
    expect(touched).toBe(0);
  }, 240_000);

  it('ends in the wanted state or names what failed, over 500 sequences of faults (V3)', async () => {
    const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      fc.record({
        when: fc.constantFrom('before' as const, 'after' as const),
        does: fc.constant('reset' as const),
      }),
      fc.record({
        when: fc.constantFrom('before' as const, 'after' as const),
        status: fc.constantFrom(429, 502, 503, 504, 500),
        retryAfter: fc.constantFrom(0, 1, 3),
      }),
      fc.constant({ when: 'before' as const, does: 'html' as const }),
    );
    const wanted = [board('a'), board('b', { refresh: '10s' }), board('c')];
    let whole = 0;
    let failed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 20 }), async (faults) => {
        grafana.stub.dashboards.clear();
        grafana.stub.folders.clear();
        grafana.stub.faults = [...faults];
        waits.length = 0;
        const outcomes = await provision(wanted).catch(() => undefined);
        grafana.stub.faults = [];
        expect(
          new Set([...grafana.stub.dashboards.values()].map(({ dashboard }) => dashboard.title)).size,
        ).toBe(grafana.stub.dashboards.size);
        const isWanted = (await actions(wanted)).every((action) => action.startsWith('keep'));
        const isTold =
          outcomes?.every(({ state, change }) => state === 'done' || change.action === 'keep') ?? false;
        // What is told as done is done; what failed is named, and the next run mends it.
        if (isTold) expect(isWanted).toBe(true);
        if (isTold) whole++;
        else failed++;
        await provision(wanted);
        expect((await actions(wanted)).every((action) => action.startsWith('keep'))).toBe(true);
      }),
      { numRuns: 500 },
    );
    console.log(`500 sequences of faults: ${whole} whole, ${failed} named what failed, 0 wrong`);
    expect(whole + failed).toBe(500);
  }, 240_000);
});
