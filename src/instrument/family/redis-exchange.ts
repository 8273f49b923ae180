import type { Operation } from '../../operation.js';
import { createKeyJudge } from '../../policies/secret-keys.js';

/** Commands that exist to carry secrets, or may. */
const secretive = new Set(['auth', 'hello', 'acl', 'config', 'migrate']);
const redacted = '[redacted]';
const longestKey = 256;

/** What is told of the commands of one client, to those who asked. */
export interface RedisExchanges {
  /** Tells a command, lower case, and its arguments. */
  ask(operation: Operation, method: string, args: readonly unknown[] | undefined): void;
  /** Tells the reply, unless the command named a secret; of a batch, whose commands are not seen, how many there are. */
  reply(operation: Operation, reply: unknown): void;
}

/** Returns what tells commands and replies. */
export function createRedisExchanges(): RedisExchanges {
  const seen = new WeakSet<Operation>();
  const silent = new WeakSet<Operation>();
  const judge = createKeyJudge();
  /** A key or a field whose name says that what stands under it is secret: `token`, `user:7:password`. */
  const isSecret = (arg: unknown): boolean =>
    typeof arg === 'string' && arg.length <= longestKey && judge(arg) !== 'open';
  return {
    ask(operation, method, args) {
      const { exchange } = operation;
      if (exchange === undefined || args === undefined) return;
      seen.add(operation);
      const isSecretive = secretive.has(method);
      if (isSecretive || args.some(isSecret)) silent.add(operation);
      if (!exchange.wantsRequest) return;
      const told = args.map((arg, i) =>
        isSecretive || (i > 0 && isSecret(args[i - 1])) ? redacted : textOf(arg),
      );
      exchange.tellRequest({ payload: [method, ...told] });
    },
    reply(operation, reply) {
      const { exchange } = operation;
      if (exchange?.wantsResponse !== true) return;
      const told = silent.has(operation) ? redacted : textOf(reply);
      exchange.tellResponse({ payload: seen.has(operation) ? told : countOf(reply) });
    },
  };
}

function countOf(replies: unknown): string | undefined {
  return Array.isArray(replies) ? `[${replies.length} replies]` : undefined;
}

function textOf(arg: unknown): unknown {
  return arg instanceof Uint8Array ? Buffer.from(arg).toString() : arg;
}
