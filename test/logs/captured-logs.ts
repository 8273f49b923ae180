import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { findDuplicateKey } from '../../src/check/find-duplicate-key.js';
import type { LogDialect } from '../../src/conventions.js';
import { type AccessRecord, createLogs, type Logs, type LogsOptions } from '../../src/logs/index.js';

export const dialects: readonly LogDialect[] = ['zap', 'ego', 'ecs'];
export const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };

/** Everything that a terminal or a reader of lines could take for something else than text. */
export const rawControl = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

const validators = Object.fromEntries(
  dialects.map((dialect) => {
    const path = new URL(`../../schemas/log-line.${dialect}.schema.json`, import.meta.url);
    return [dialect, new Ajv2020({ strict: true }).compile(JSON.parse(readFileSync(path, 'utf8')) as object)];
  }),
) as Record<LogDialect, ReturnType<Ajv2020['compile']>>;

export interface CapturedLogs extends Logs {
  /** Raw lines since the last call, each one asserted to be a whole, valid line of the dialect. */
  takeRaw(): string[];
  /** The same, parsed. */
  take(): Record<string, unknown>[];
}

export const baseOptions: Omit<LogsOptions, 'destination'> = {
  service: { name: 'orders', version: '1.4.2' },
  frameworkVersion: '0.1.0',
  dialect: 'zap',
  levels: { framework: 'debug', business: 'debug' },
  caller: false,
  development: false,
  traceIds: () => ids,
};

/** Returns the record of a request that went well, with what differs. */
export function accessRecord(differing: Partial<AccessRecord> = {}): AccessRecord {
  return {
    level: 'info',
    comp: 'server.http',
    compName: 'http.orders',
    method: 'GET./orders/:id',
    key: 'GET',
    costMs: 1.234,
    code: 200,
    ucode: 200,
    bizCode: undefined,
    reason: undefined,
    extras: undefined,
    isSlow: false,
    ...ids,
    addr: '/orders/12',
    name: undefined,
    ip: '10.12.0.7',
    peerName: 'web-shop',
    peerIp: '10.12.0.7',
    size: 512,
    desc: undefined,
    type: undefined,
    error: undefined,
    req: undefined,
    res: undefined,
    ...differing,
  };
}

/** Creates logs whose lines are kept, and are checked when they are taken. */
export function captureLogs(options: Partial<LogsOptions> = {}): CapturedLogs {
  const lines: string[] = [];
  const dialect = options.dialect ?? 'zap';
  const destination = { kind: 'custom', write: (line: string) => void lines.push(line) } as const;
  const logs = createLogs({ ...baseOptions, destination, ...options });
  const takeRaw = (): string[] => {
    const taken = lines.splice(0);
    for (const line of taken) assertLine(line, dialect);
    return taken;
  };
  return {
    ...logs,
    takeRaw,
    take: () => takeRaw().map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

/** Asserts what every line promises: one line, valid JSON, no key twice, no raw control, in bounds, of its schema. */
export function assertLine(line: string, dialect: LogDialect): void {
  const fault = faultOf(line, dialect);
  if (fault !== undefined) expect.fail(`${fault}: ${line.slice(0, 400)}`);
}

function faultOf(line: string, dialect: LogDialect): string | undefined {
  if (line.indexOf('\n') !== line.length - 1) return 'not one line';
  if (rawControl.test(line.slice(0, -1))) return 'a raw control character';
  if (Buffer.byteLength(line) > 65_536) return `${Buffer.byteLength(line)} bytes`;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `invalid JSON (${String(error)})`;
  }
  const { duplicate } = findDuplicateKey(line);
  if (duplicate !== undefined) return `key ${duplicate} twice`;
  const validate = validators[dialect];
  return validate(value) ? undefined : `not of the schema (${JSON.stringify(validate.errors)})`;
}
