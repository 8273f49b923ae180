import { findProgram } from '../../../test/support/find-program.js';
import { startKafka } from '../../../test/support/kafka.js';
import { startRedis } from '../../../test/support/redis.js';

/** The servers beside the shop: how its services learn of them, and a sentence for each that is left out. */
export interface Servers {
  readonly env: Readonly<Record<string, string>>;
  readonly leftOut: readonly string[];
}

interface Server {
  stop(): Promise<void>;
}

/** A server the shop can do without. */
interface Offer {
  readonly name: string;
  /** Environment variable that names one, or names the one started here. */
  readonly variable: string;
  /** Programs it takes to start one. */
  readonly programs: readonly string[];
  start(): Promise<Server & { readonly address: string }>;
}

const offers: readonly Offer[] = [
  {
    name: 'Redis',
    variable: 'REDIS_URL',
    programs: ['redis-server'],
    start: async () => {
      const redis = await startRedis();
      return { stop: () => redis.stop(), address: `redis://127.0.0.1:${redis.port}` };
    },
  },
  {
    name: 'Kafka',
    variable: 'KAFKA_BROKERS',
    programs: ['java', 'kafka'],
    start: async () => {
      const kafka = await startKafka();
      return { stop: kafka.stop, address: kafka.broker };
    },
  },
];

const started: Server[] = [];

/** Takes the server the environment names, or starts one; returns why neither could be. */
async function take(
  { name, variable, programs, start }: Offer,
  env: Record<string, string>,
): Promise<string[]> {
  const given = process.env[variable];
  if (given) {
    env[variable] = given;
    return [];
  }
  const missing = programs.filter((program) => findProgram(program) === undefined);
  if (missing.length > 0)
    return [`${name} is left out: ${missing.join(' and ')} not found, ${variable} not set.`];
  try {
    const server = await start();
    started.push(server);
    env[variable] = server.address;
    return [];
  } catch (error) {
    return [`${name} is left out: it did not start (${(error as Error).message.split('\n')[0]}).`];
  }
}

// A process of its own, as the database is: whatever ends the demo, the servers end with it.
const env: Record<string, string> = {};
const taken = Promise.all(offers.map((offer) => take(offer, env)));
const stop = async (): Promise<void> => {
  await taken;
  await Promise.all(started.map((server) => server.stop()));
  process.exit(0);
};
let stopping: Promise<void> | undefined;
for (const event of ['disconnect', 'SIGTERM', 'SIGINT']) process.on(event, () => (stopping ??= stop()));
process.send?.({ ready: { env, leftOut: (await taken).flat() } satisfies Servers });
