import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../src/provision/index.js';
import type { GrafanaStub } from '../support/grafana.js';
import { board, grafanaFolder as folder, useGrafana } from '../support/provisioned-grafana.js';

const grafana = useGrafana();
const { waits, plan, provision, actions, editByHand } = grafana;

describe('provisioning Grafana', () => {
  it('creates folder and dashboards, and has nothing to do the second time (V1)', async () => {
    expect(await actions([board('a'), board('b')])).toEqual(['create tricord-shop', 'create a', 'create b']);
    await provision([board('a'), board('b')]);
    const before = grafana.stub.requests.length;
    expect(await actions([board('a'), board('b')])).toEqual(['keep tricord-shop', 'keep a', 'keep b']);
    await provision([board('a'), board('b')]);
    const writes = grafana.stub.requests.slice(before).filter((request) => !request.startsWith('GET'));
    expect(writes).toEqual([]);
  });

  it('updates what changed, over the version it read and in the folder where it lies', async () => {
    await provision([board('a')]);
    grafana.stub.folders.set('elsewhere', { uid: 'elsewhere', title: 'Elsewhere' });
    const kept = grafana.stub.dashboards.get('a');
    if (kept) kept.folderUid = 'elsewhere';
    const outcomes = await provision([board('a', { refresh: '10s' })]);
    expect(outcomes.map(({ state }) => state)).toEqual(['left', 'done']);
    expect(grafana.stub.dashboards.get('a')).toMatchObject({
      folderUid: 'elsewhere',
      dashboard: { refresh: '10s', version: 2 },
    });
    expect(
      grafana.stub.saves.every(
        (save) => save['overwrite'] === false && typeof save['folderUid'] === 'string',
      ),
    ).toBe(true);
  });

  it.each<[string, (stub: GrafanaStub) => void, string]>([
    ['somebody changed in Grafana', () => editByHand('a', { refresh: '1h' }), '`ann` changed it in Grafana'],
    [
      'somebody else made',
      ({ dashboards }) => {
        const kept = dashboards.get('a');
        if (kept) kept.dashboard['tags'] = ['theirs'];
      },
      'somebody else made it',
    ],
    [
      'another service owns',
      ({ dashboards }) => {
        const kept = dashboards.get('a');
        if (kept) kept.dashboard['tags'] = ['tricord:cart:0123456789ab'];
      },
      'it belongs to `cart`',
    ],
    [
      'comes from files',
      ({ dashboards }) => {
        const kept = dashboards.get('a');
        if (kept) kept.provisioned = true;
      },
      'it is provisioned from files, which win',
    ],
  ])('leaves a dashboard alone that %s (V2)', async (_, change, reason) => {
    await provision([board('a')]);
    change(grafana.stub);
    const kept = JSON.stringify(grafana.stub.dashboards.get('a'));
    const outcomes = await provision([board('a', { refresh: '10s' })], { prune: true });
    expect(outcomes.at(-1)).toMatchObject({ state: 'left', change: { action: 'conflict', reason } });
    expect(JSON.stringify(grafana.stub.dashboards.get('a'))).toBe(kept);
    const wiped = await provision([], { prune: true });
    expect(wiped.filter(({ state }) => state === 'done')).toEqual([]);
    expect(JSON.stringify(grafana.stub.dashboards.get('a'))).toBe(kept);
  });

  it('says who changed a dashboard between plan and save (V2)', async () => {
    await provision([board('a')]);
    const changes = await plan([board('a', { refresh: '10s' })]);
    editByHand('a', { refresh: '1h' });
    const [, outcome] = await applyChanges(changes);
    expect(outcome?.state).toBe('failed');
    expect(outcome?.reason).toContain('it was changed meanwhile by `ann`, to version 2');
    expect(grafana.stub.dashboards.get('a')?.dashboard['refresh']).toBe('1h');
  });

  it('does not take the title of a dashboard it does not own, nor rename a folder', async () => {
    grafana.stub.folders.set(folder.uid, { ...folder, title: 'Renamed' });
    grafana.stub.dashboards.set('x', {
      dashboard: { uid: 'x', title: 'Board a', version: 1, id: 1 },
      folderUid: folder.uid,
      updatedBy: 'ann',
    });
    expect((await plan([board('a')])).at(-1)).toMatchObject({
      action: 'conflict',
      reason: 'dashboard `x` in the folder has the same title',
    });
    await provision([board('a')]);
    expect(grafana.stub.folders.get(folder.uid)?.title).toBe('Renamed');
    expect(grafana.stub.dashboards.size).toBe(1);
  });

  it('prunes what is ours and unchanged, and keeps a copy of it', async () => {
    await provision([board('a'), board('b')]);
    const copies: string[] = [];
    await provision([board('a')], { prune: true, keep: ({ uid }) => copies.push(uid) });
    expect([...grafana.stub.dashboards.keys()]).toEqual(['a']);
    expect(copies).toEqual(['b']);
  });

  it('replaces by force, after keeping what was there', async () => {
    await provision([board('a')]);
    editByHand('a', { refresh: '1h' });
    const copies: unknown[] = [];
    await provision([board('a', { refresh: '10s' })], {
      force: true,
      keep: ({ refresh }) => copies.push(refresh),
    });
    expect(grafana.stub.dashboards.get('a')?.dashboard['refresh']).toBe('10s');
    expect(copies).toEqual(['1h']);
  });

  it('asks again what may pass, as late as it is told to, and gives up after five tries', async () => {
    waits.length = 0;
    grafana.stub.faults = [
      { when: 'before', status: 429, retryAfter: 7 },
      { when: 'before', status: 503 },
    ];
    await provision([board('a')]);
    expect(waits[0]).toBe(7000);
    expect(grafana.stub.dashboards.has('a')).toBe(true);
    grafana.stub.faults = Array.from({ length: 9 }, () => ({
      when: 'before' as const,
      status: 503,
      retryAfter: 1,
    }));
    await expect(plan([board('a')])).rejects.toThrow('it answers 503, 5 times');
  });

  it('does not save twice what was saved before the connection broke (V3)', async () => {
    await provision([]);
    const start = grafana.stub.saves.length;
    const changes = await plan([board('a')]);
    grafana.stub.faults = [{ when: 'after', does: 'reset' }];
    const outcomes = await applyChanges(changes);
    expect(outcomes.map(({ state }) => state)).toEqual(['left', 'done']);
    expect(grafana.stub.saves.length - start).toBe(1);
    expect(grafana.stub.dashboards.get('a')?.dashboard.version).toBe(1);
  });
});
