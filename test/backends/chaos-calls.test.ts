import { spawn } from 'node:child_process';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import * as grpc from '@grpc/grpc-js';
import axios from 'axios';
import { describe, it } from 'vitest';
import { instrumentAxios } from '../../src/instrument/axios.js';
import { instrumentFetch } from '../../src/instrument/fetch.js';
import { grpcClientInterceptor } from '../../src/instrument/grpc.js';
import { instrumentHttpClient } from '../../src/instrument/http-client.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { callThroughFaults, expectAccounted, secret } from '../support/chaos.js';
import { findFreePort } from '../support/free-port.js';
import { runServer } from '../support/server-process.js';
import { waitForPort } from '../support/wait-for-port.js';

/** Callers give up after this long, as they should. */
const patience = 300;

/** A client under test: how it calls, and what ends it. */
interface Caller {
  call(): Promise<unknown>;
  close(): unknown;
}

const callers: {
  name: string;
  type: string;
  create: (telemetry: TestTelemetry, at: { url: string; target: string }) => Caller;
}[] = [
  {
    name: 'fetch',
    type: 'http',
    create(telemetry, { url }) {
      const close = instrumentFetch(telemetry);
      return {
        close,
        call: async () => (await fetch(url, { signal: AbortSignal.timeout(patience) })).text(),
      };
    },
  },
  {
    name: 'axios',
    type: 'http',
    create(telemetry, { url }) {
      const client = axios.create({ timeout: patience });
      return { close: instrumentAxios(telemetry, client), call: () => client.get(url) };
    },
  },
  {
    name: 'node:http',
    type: 'http',
    create(telemetry, { url }) {
      const agent = new Agent({ keepAlive: true });
      const detach = instrumentHttpClient(telemetry, { agents: [agent] });
      const call = () =>
        new Promise<void>((resolve, reject) => {
          get(url, { agent, signal: AbortSignal.timeout(patience) }, (reply) =>
            reply.resume().on('end', resolve).on('error', reject),
          ).on('error', reject);
        });
      return { call, close: () => (detach(), agent.destroy()) };
    },
  },
  {
    name: 'grpc-js',
    type: 'unary',
    create(telemetry, { target }) {
      const options = {
        interceptors: [grpcClientInterceptor(telemetry, grpc, { name: 'grpc.callee', target })],
        'grpc.max_reconnect_backoff_ms': 100,
        'grpc.initial_reconnect_backoff_ms': 50,
      };
      const client = new grpc.Client(target, grpc.credentials.createInsecure(), options);
      const bytes = (value: Buffer) => value;
      const call = () =>
        new Promise<void>((resolve, reject) => {
          const deadline = { deadline: Date.now() + patience };
          const done = (error: Error | null) => (error === null ? resolve() : reject(error));
          client.makeUnaryRequest('/test.Callee/Echo', bytes, bytes, Buffer.from(secret), deadline, done);
        });
      return { call, close: () => client.close() };
    },
  },
];

describe('a callee that is stopped, goes on, is killed and comes back', () => {
  it.each(callers)(
    'has one error span, one line and one count for every call of $name that failed',
    { timeout: 120_000 },
    async ({ type, create }) => {
      const [httpPort, grpcPort] = [await findFreePort(), await findFreePort()];
      const script = join(import.meta.dirname, '../support/callee.mjs');
      const callee = await runServer(
        () => spawn(process.execPath, [script, String(httpPort), String(grpcPort)], { stdio: 'ignore' }),
        (child) => waitForPort(httpPort, child),
      );
      const telemetry = createTestTelemetry();
      const url = `http://127.0.0.1:${httpPort}/items/7?token=${secret}`;
      const caller = create(telemetry, { url, target: `127.0.0.1:${grpcPort}` });
      const tally = await callThroughFaults(callee, caller.call);
      await expectAccounted(telemetry, tally, type);
      await caller.close();
      await callee.end('SIGKILL');
      await telemetry.shutdown();
    },
  );
});
