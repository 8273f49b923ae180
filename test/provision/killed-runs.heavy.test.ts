import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runInProcess } from '../cli/run-in-process.js';
import { type Fault, type GrafanaStub, grafanaToken, startGrafana } from '../support/grafana.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-killed-'));
const cli = join(import.meta.dirname, '../../dist/src/cli/main.js');
const boards = Array.from({ length: 39 }, (_, i) => `tricord-shop-board-${String(i).padStart(2, '0')}`);
mkdirSync(join(folder, 'observability/dashboards'), { recursive: true });
writeFileSync(join(folder, 'tricord.config.json'), JSON.stringify({ service: { name: 'shop' } }));
const writeBoards = (refresh: string) => {
  for (const uid of boards)
    writeFileSync(
      join(folder, `observability/dashboards/${uid}.json`),
      JSON.stringify({ uid, title: `shop / ${uid}`, tags: ['shop'], refresh }),
    );
};
afterAll(() => rmSync(folder, { recursive: true }));

let grafana: GrafanaStub;
beforeEach(async () => (grafana = await startGrafana()));
afterEach(() => grafana.close());

const args = () => ['provision', '--grafana', grafana.url, '--apply', '--prune'];
const env = { GRAFANA_TOKEN: grafanaToken };

/** Runs the real program and kills it when its request of a number arrives, before or after it is obeyed. */
async function runKilled(request: number, when: 'before' | 'after'): Promise<NodeJS.Signals | null> {
  const child: ChildProcess = spawn(process.execPath, [cli, ...args()], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  const kill: Fault = { when, does: 'reset', meanwhile: () => void child.kill('SIGKILL') };
  grafana.faults = [...Array.from({ length: request }, () => undefined), kill];
  const [, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once('exit', (code, name) => resolve([code, name])),
  );
  grafana.faults = [];
  return signal;
}

describe('tricord provision, killed', () => {
  it('comes to the same end by the next run, wherever it was killed: 200 times (V4)', async () => {
    let killed = 0;
    const places = new Set<string>();
    for (let turn = 0; turn < 200; turn++) {
      const isUpdate = turn % 2 === 1;
      grafana.dashboards.clear();
      grafana.folders.clear();
      writeBoards('30s');
      if (isUpdate) {
        expect((await runInProcess(args(), { cwd: folder, env })).exitCode).toBe(0);
        writeBoards('1m');
      }
      const total = isUpdate ? 81 : 82;
      const request = Math.floor((Math.floor(turn / 4) * total) / 50);
      const when = turn % 4 < 2 ? 'before' : 'after';
      if ((await runKilled(request, when)) === 'SIGKILL') killed++;
      places.add(`${isUpdate ? 'update' : 'create'} ${request} ${when}`);
      // The very same command, as somebody would repeat it.
      const again = await runInProcess(args(), { cwd: folder, env });
      expect(again, `${when} request ${request}`).toMatchObject({ exitCode: 0, stderr: '' });
      expect([...grafana.dashboards.keys()].sort()).toEqual(boards);
      expect(grafana.folders.size).toBe(1);
      const kept = [...grafana.dashboards.values()];
      for (const { dashboard } of kept) expect(dashboard['refresh']).toBe(isUpdate ? '1m' : '30s');
      expect(new Set(kept.map(({ dashboard }) => dashboard.title)).size).toBe(boards.length);
    }
    console.log(`V4: ${killed} of 200 runs killed at ${places.size} places, 200 converged, 0 duplicates`);
    expect(killed).toBe(200);
    expect(places.size).toBe(200);
  }, 900_000);
});
