import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import amqp from 'amqplib';
import { findFreePort } from './free-port.js';
import { findProgram } from './find-program.js';
import { runServer, type ServerProcess } from './server-process.js';
import { waitForPort } from './wait-for-port.js';
import { waitUntil } from './wait-until.js';

/** A real RabbitMQ on loopback. */
export interface RabbitmqServer extends ServerProcess {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Debian's script on the PATH changes the user; this one runs where it is told to. */
const script = '/usr/lib/rabbitmq/bin/rabbitmq-server';

/** Starts a RabbitMQ with a node name, a folder and an Erlang port mapper of its own. */
export async function startRabbitmq(): Promise<RabbitmqServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-rabbitmq-'));
  const [port, mapperPort, nodePort] = [await findFreePort(), await findFreePort(), await findFreePort()];
  const mapperPorts = { ERL_EPMD_ADDRESS: '127.0.0.1', ERL_EPMD_PORT: String(mapperPort) };
  const mapper = spawn(
    findProgram('epmd') ?? 'epmd',
    ['-address', '127.0.0.1', '-port', String(mapperPort)],
    {
      stdio: 'ignore',
    },
  );
  await waitForPort(mapperPort, mapper);
  const plugins = join(folder, 'plugins');
  writeFileSync(plugins, '[].\n');
  const env = {
    ...process.env,
    ...mapperPorts,
    HOME: folder,
    RABBITMQ_NODENAME: `tricord${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(nodePort),
    RABBITMQ_MNESIA_BASE: folder,
    RABBITMQ_LOG_BASE: folder,
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'none'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none',
  };
  const url = `amqp://127.0.0.1:${port}`;
  const server = await runServer(
    () => spawn(script, { env, stdio: 'ignore' }),
    (child) => waitUntilReady(url, child),
  );
  return {
    ...server,
    port,
    url,
    async stop() {
      await server.end('SIGKILL');
      mapper.kill();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The port is open before anybody may log in. */
async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  await waitUntil(
    async () => {
      if (server.exitCode !== null) throw new Error('RabbitMQ ended while it started.');
      const connection = await amqp.connect(url).catch(() => undefined);
      await connection?.close();
      return connection !== undefined;
    },
    'RabbitMQ takes connections',
    110_000,
  );
}
