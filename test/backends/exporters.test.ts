import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { checkExposition } from '../../src/check/check-exposition.js';
import { resolveConventions } from '../../src/conventions.js';
import { findFreePort } from '../support/free-port.js';
import { findProgram } from '../support/find-program.js';
import { describeWith } from '../support/programs.js';

const folder = mkdtempSync(join(tmpdir(), 'tricord-exporters-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const listen = (port: number) => `--web.listen-address=127.0.0.1:${port}`;
const oneDash = (port: number) => `-web.listen-address=127.0.0.1:${port}`;

/** Exporters and servers as Debian ships them; what they watch need not be there for their page to be. */
const exporters: Record<string, (port: number) => string[]> = {
  'prometheus-alertmanager': (port) => [
    listen(port),
    '--cluster.listen-address=',
    `--config.file=${file('alertmanager.yml', 'route: { receiver: a }\nreceivers: [{ name: a }]\n')}`,
    `--storage.path=${join(folder, 'alertmanager')}`,
  ],
  'prometheus-bind-exporter': (port) => [listen(port)],
  'prometheus-blackbox-exporter': (port) => [
    listen(port),
    `--config.file=${file('blackbox.yml', 'modules: { http: { prober: http } }\n')}`,
  ],
  'prometheus-elasticsearch-exporter': (port) => [listen(port), '--es.uri=http://127.0.0.1:1'],
  'prometheus-exporter-exporter': (port) => [
    oneDash(port),
    `-config.file=${file('exporters.yml', 'modules: {}\n')}`,
  ],
  'prometheus-frr-exporter': (port) => [listen(port)],
  'prometheus-haproxy-exporter': (port) => [listen(port), '--haproxy.scrape-uri=http://127.0.0.1:1/;csv'],
  'prometheus-ipmi-exporter': (port) => [listen(port)],
  'prometheus-libvirt-exporter': (port) => [listen(port)],
  'prometheus-mongodb-exporter': (port) => [listen(port)],
  'prometheus-mysqld-exporter': (port) => [
    listen(port),
    `--config.my-cnf=${file('my.cnf', '[client]\nuser=a\npassword=b\nhost=127.0.0.1\nport=1\n')}`,
  ],
  'prometheus-node-exporter': (port) => [listen(port)],
  'prometheus-postgres-exporter': (port) => [listen(port)],
  'prometheus-process-exporter': (port) => [listen(port), '-procnames', 'node'],
  'prometheus-pushgateway': (port) => [listen(port)],
  'prometheus-redis-exporter': (port) => [listen(port), '--redis.addr=redis://127.0.0.1:1'],
  'prometheus-snmp-exporter': (port) => [listen(port), '--config.file=/etc/prometheus/snmp.yml'],
  'prometheus-sql-exporter': (port) => [oneDash(port), `-config.file=${file('sql.yml', 'jobs: []\n')}`],
  'prometheus-squid-exporter': (port) => [`-listen=127.0.0.1:${port}`],
  'prometheus-varnish-exporter': (port) => [oneDash(port)],
  'victoria-metrics': (port) => [
    `-httpListenAddr=127.0.0.1:${port}`,
    `-storageDataPath=${join(folder, 'victoria')}`,
  ],
};

const env = {
  ...process.env,
  CONFIG: join(folder, 'sql.yml'),
  DATA_SOURCE_NAME: 'postgresql://a:b@127.0.0.1:1/c',
};
const formats = ['text/plain; version=0.0.4', 'application/openmetrics-text; version=1.0.0'];

/** To the conventions, everything on these pages is somebody else's. */
const conventions = resolveConventions({ foreignPrefixes: [''] });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function fetchPages(name: string): Promise<string[]> {
  const port = await findFreePort();
  const child: ChildProcess = spawn(findProgram(name) ?? name, exporters[name]?.(port) ?? [], {
    env,
    stdio: 'ignore',
  });
  try {
    const url = `http://127.0.0.1:${port}/metrics`;
    for (let tries = 0; ; tries++) {
      const answer = await fetch(url).catch(() => undefined);
      if (answer?.ok === true) break;
      if (child.exitCode !== null || tries > 600) throw new Error(`${name} answers no page`);
      await delay(100);
    }
    return await Promise.all(
      formats.map(async (accept) => (await fetch(url, { headers: { accept } })).text()),
    );
  } finally {
    child.kill('SIGKILL');
  }
}

const names = Object.keys(exporters);
it('knows twenty exporters and more', () => expect(names.length).toBeGreaterThanOrEqual(20));

describeWith(names, 'the pages of real exporters', () => {
  it.each(names)(
    'have no problem in either format: %s',
    async (name) => {
      for (const page of await fetchPages(name)) {
        const { problems, subjects } = await checkExposition([Buffer.from(page)], {
          file: name,
          conventions,
        });
        console.log(`${name}: ${subjects} series, ${problems.length} problems`);
        expect(problems.map(({ policy, text }) => `${policy}: ${text}`)).toEqual([]);
        expect(subjects).toBeGreaterThan(1);
      }
    },
    120_000,
  );
});
