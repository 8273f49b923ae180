import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createFileResolver,
  evaluateJsonnet,
  JsonnetError,
  manifestJson,
  renderJsonnetError,
  type EvaluateOptions,
} from '../../src/jsonnet/index.js';

const suite = fileURLToPath(
  new URL('../../node_modules/@hanazuki/node-jsonnet/third_party/jsonnet/test_suite/', import.meta.url),
);
const files = readdirSync(suite).filter((name) => name.endsWith('.jsonnet'));
const positive = files.filter((name) => !name.startsWith('error.'));
const negative = files.filter((name) => name.startsWith('error.'));

/** Files written for something else than output: these hold what their runner passes or expects instead. */
const TLAS: Readonly<Record<string, EvaluateOptions['tlas']>> = {
  'tla.simple.jsonnet': { var1: 'test', var2: { code: '{x: 1, y: 2}' } },
};

function readGolden(name: string): string | undefined {
  const golden = `${name}.golden`;
  return readdirSync(suite).includes(golden) ? readFileSync(path.join(suite, golden), 'utf8') : undefined;
}

function evaluate(name: string): { output: string; traces: readonly string[] } {
  const { value, traces } = evaluateJsonnet({
    source: readFileSync(path.join(suite, name), 'utf8'),
    fileName: name,
    // The suite is run from its own directory, so the names it shows are relative to it.
    resolver: {
      resolve: (request) => {
        const resolver = createFileResolver({ roots: [suite] });
        const from = request.from && { ...request.from, id: path.resolve(suite, request.from.id) };
        const file = resolver.resolve({ ...request, from });
        return { ...file, fileName: path.relative(suite, path.resolve(suite, file.fileName)) };
      },
    },
    extVars: { var1: 'test', var2: { code: '{x: 1, y: 2}' } },
    tlas: TLAS[name] ?? {},
    natives: {
      concat: { parameters: ['a', 'b'], run: (a, b) => `${String(a)}${String(b)}` },
      return_types: {
        parameters: [],
        run: () => ({ a: [1, 2, 3, null, []], b: 1, c: true, d: null, e: { x: 1, y: 2, z: ['foo'] } }),
      },
    },
    limits: { timeoutMs: 15_000 },
  });
  return { output: `${manifestJson(value)}\n`, traces };
}

describe("google/jsonnet's test suite", () => {
  let passed = 0;
  let failed = 0;
  let sameMessage = 0;

  afterAll(() => {
    console.log(`google/jsonnet suite: ${passed} of ${positive.length} positive files pass`);
    console.log(
      `google/jsonnet suite: ${failed} of ${negative.length} error files fail cleanly, ${sameMessage} in its very words`,
    );
  });

  it.each(positive)('evaluates %s', (name) => {
    const { output, traces } = evaluate(name);
    const expected = readGolden(name) ?? 'true\n';
    expect(traces.map((line) => `${line}\n`).join('') + output).toBe(expected);
    passed += 1;
  });

  it.each(negative)('reports %s', (name) => {
    let caught: unknown;
    try {
      evaluate(name);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(JsonnetError);
    failed += 1;
    const [first] = (readGolden(name) ?? '').split('\n');
    if (renderJsonnetError(caught as JsonnetError).split('\n')[0] === first) sameMessage += 1;
    else if (process.env['JSONNET_VERBOSE'])
      console.log(`${renderJsonnetError(caught as JsonnetError).split('\n')[0]}\n${first}`);
  });
});
