import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { findFreePort } from './free-port.js';
import { builtFolder, findProgram } from './find-program.js';
import { runServer, type ServerProcess } from './server-process.js';
import { waitUntil } from './wait-until.js';

/** A real Kafka on loopback: one node that is broker and controller. */
export interface KafkaServer extends ServerProcess {
  readonly port: number;
  readonly broker: string;
  stop(): Promise<void>;
}

/** What a short life wants of Java. */
const javaOptions = ['-Xms256m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** Starts a Kafka with a folder of its own. */
export async function startKafka(): Promise<KafkaServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tricord-kafka-'));
  const [port, controllerPort] = [await findFreePort(), await findFreePort()];
  const file = join(folder, 'server.properties');
  writeFileSync(file, describeServer(folder, port, controllerPort));
  const java = findProgram('java') ?? 'java';
  const args = [...javaOptions, '-cp', join(builtFolder, 'kafka/*')];
  const format = ['kafka.tools.StorageTool', 'format', '-t', 'MkU3OEVBNTcwNTJENDM2Qg', '-c', file];
  execFileSync(java, [...args, ...format], { stdio: 'pipe' });
  const broker = `127.0.0.1:${port}`;
  const server = await runServer(
    () => spawn(java, [...args, 'kafka.Kafka', file], { stdio: 'ignore' }),
    (child) => waitUntilReady(broker, () => child.exitCode === null && child.signalCode === null),
  );
  return {
    ...server,
    port,
    broker,
    async stop() {
      await server.end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function describeServer(folder: string, port: number, controllerPort: number): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names=CONTROLLER',
    'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    `log.dirs=${join(folder, 'data')}`,
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=1',
    'group.initial.rebalance.delay.ms=0',
    'auto.create.topics.enable=false',
    '',
  ].join('\n');
}

/** A broker that answers is not one that leads its partitions yet; a topic that can be made says so. */
async function waitUntilReady(broker: string, isAlive: () => boolean): Promise<void> {
  const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  let tries = 0;
  await waitUntil(
    async () => {
      if (!isAlive()) throw new Error('Kafka ended while it started.');
      const admin = kafka.admin();
      try {
        await admin.connect();
        return await admin.createTopics({
          topics: [{ topic: `ready-${process.pid}-${++tries}-${Date.now()}`, numPartitions: 1 }],
          waitForLeaders: true,
        });
      } catch {
        return false;
      } finally {
        await admin.disconnect();
      }
    },
    'Kafka makes topics',
    90_000,
  );
}
