import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGovernor, type Governor, type GovernorOptions } from '../../src/governor/index.js';
import type { TelemetryOptions } from '../../src/telemetry.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';

export const token = 'k2Zf6mQxv0oVq3bT8yWcR1sUeJhLpNdA';

/** Writes a token to a file of its own. */
export function writeToken(text = token): string {
  const path = join(mkdtempSync(join(tmpdir(), 'tricord-token-')), 'token');
  writeFileSync(path, `${text}\n`, { mode: 0o600 });
  return path;
}

/** Starts a governor on a free port. */
export async function startGovernor(
  options: GovernorOptions = {},
  settings: TelemetryOptions = {},
): Promise<Governor & { telemetry: TestTelemetry; port: number }> {
  const telemetry = createTestTelemetry(settings);
  const governor = await createGovernor(telemetry, { port: 0, ...options });
  return { ...governor, telemetry, port: Number(new URL(governor.url).port) };
}

/** What a request gets, by node:http, which sends any method and header. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends one request to a governor. */
export function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The header of the bearer of a token. */
export function bearer(text = token): Record<string, string> {
  return { authorization: `Bearer ${text}` };
}
