import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findOtherClients } from '../../src/metrics/find-other-clients.js';
import { createTestMetrics } from './support.js';

describe('another Prometheus client', () => {
  let folder: string;
  const install = (client: string): string => {
    const home = join(folder, 'node_modules', client);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'package.json'), JSON.stringify({ name: client, main: 'index.js' }));
    writeFileSync(join(home, 'index.js'), 'throw new Error("it was run");');
    return home;
  };

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'tricord-clients-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['prom-client', '@prometheus-io/client'])(
    'is told of at start when the application finds %s of its own, which is not run for it',
    (client) => {
      const home = install(client);
      const { problems } = createTestMetrics({ application: [join(folder, 'server.js')] });
      expect(problems).toEqual([
        `Another Prometheus client is installed, in ${home}: what is counted in its registry is not on this page. ` +
          'Install one prom-client only, or hand it `telemetry.metrics.registry`.',
      ]);
    },
  );

  it('is told of when some dependency has loaded it, wherever it is', () => {
    const home = install('@prometheus-io/client');
    writeFileSync(join(home, 'index.js'), 'exports.register = {};');
    const require = createRequire(join(folder, 'server.js'));
    require('@prometheus-io/client');
    expect(findOtherClients([])).toEqual([
      expect.stringContaining(`Another Prometheus client is loaded, in ${home}:`),
    ]);
    delete require.cache[require.resolve('@prometheus-io/client')];
    expect(findOtherClients([])).toEqual([]);
  });

  it.each([[['']], [['/nowhere/at/all.js']], [['\0']], [['relative.js']], [[undefined as never]]])(
    'is not there, and nothing throws, for the application %j',
    (application) => {
      expect(findOtherClients(application)).toEqual([]);
    },
  );
});
