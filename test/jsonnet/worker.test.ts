import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as RoomModule from '../../src/jsonnet/index.js';
import { createFileResolver, evaluateJsonnetInWorker, type WorkerOptions } from '../../src/jsonnet/index.js';

type Room = typeof RoomModule;

const sources = fileURLToPath(new URL('../../src/jsonnet/', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
mkdirSync(cache, { recursive: true });
const compiled = mkdtempSync(path.join(cache, 'jsonnet-worker-'));

/** Compiles the room as the build does, so that the worker starts from JavaScript. */
function compileRoom(): void {
  for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((each) =>
    each.endsWith('.ts'),
  )) {
    const { outputText } = ts.transpileModule(readFileSync(path.join(sources, name), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
      },
    });
    const target = path.join(compiled, name.replace(/\.ts$/, '.js'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  writeFileSync(path.join(compiled, 'package.json'), '{ "type": "module" }');
}

let room: Room;

beforeAll(async () => {
  compileRoom();
  room = (await import(/* @vite-ignore */ pathToFileURL(path.join(compiled, 'index.js')).href)) as Room;
});

afterAll(() => rmSync(compiled, { recursive: true }));

function rejection(options: WorkerOptions): Promise<Error & { kind?: string; frames?: readonly unknown[] }> {
  return room.evaluateJsonnetInWorker(options).then(
    () => Promise.reject(new Error('it did not fail')),
    (error: Error) => error,
  );
}

describe('evaluateJsonnetInWorker', () => {
  it('gives value, provenance and traces', async () => {
    const result = await room.evaluateJsonnetInWorker({
      source: "{ a: std.trace('t', [1]) }",
      fileName: 'f',
    });
    expect(result.value).toEqual({ a: [1] });
    expect(result.provenance.get('/a')?.column).toBe(3);
    expect(result.traces).toEqual(['TRACE: f:1 t']);
  });

  it('takes external variables, top-level arguments, roots and built-ins', async () => {
    const resolver = room.createFileResolver({ roots: [sources], builtins: { 'b.libsonnet': '{ b: 1 }' } });
    const source =
      "function(x) (import 'b.libsonnet') + { x: x, v: std.extVar('v'), s: std.length(importstr 'index.ts') > 9 }";
    const { value } = await room.evaluateJsonnetInWorker({
      source,
      resolver,
      extVars: { v: { code: '1 + 1' } },
      tlas: { x: 'y' },
    });
    expect(value).toEqual({ b: 1, x: 'y', v: 2, s: true });
  });

  it('passes errors on with kind and frames', async () => {
    const error = await rejection({ source: 'local f() = error "e"; f()', fileName: 'f' });
    expect(error).toBeInstanceOf(room.JsonnetError);
    expect(error.message).toBe('e');
    expect(error.frames).toHaveLength(2);
  });

  it.each([
    [
      'an endless loop by terminating it',
      'local f(x) = f(x + 1) tailstrict; f(1)',
      { timeoutMs: 300, maxSteps: 1e15 },
      /time limit/,
    ],
    [
      'native work that looks at no clock',
      'std.length(std.foldl(function(a, b) std.sort(std.range(1, 3000000), function(x) -x), std.range(1, 1000), []))',
      { timeoutMs: 500, maxSteps: 1e15 },
      /time limit/,
    ],
    ['endless recursion by depth', 'local f(x) = 1 + f(x); f(1)', {}, /max stack frames exceeded/],
    [
      'recursion beyond its stack',
      'local f(x) = 1 + f(x); f(1)',
      { maxStack: 1e9, stackSizeMb: 2 },
      /max stack frames exceeded/,
    ],
    [
      'hunger for memory',
      "local f(n, a) = if n == 0 then a else f(n - 1, a + [std.repeat('x' + n, 1000) + n for i in std.range(1, 100000)]) tailstrict; std.length(f(1000, []))",
      { maxMemoryMb: 64, maxSteps: 1e15, maxArrayLength: 1e8, timeoutMs: 60_000 },
      /memory limit|out of bounds/,
    ],
  ])(
    'stops %s',
    async (_, source, limits, message) => {
      const error = await rejection({ source, limits });
      expect(error).toBeInstanceOf(room.JsonnetError);
      expect(error.message).toMatch(message);
      expect(error.kind).toBe('limit');
    },
    70_000,
  );

  it('recurses deeper than this thread could', async () => {
    const source = 'local f(x) = if x == 0 then 0 else 1 + f(x - 1); f(20000)';
    const { value } = await room.evaluateJsonnetInWorker({
      source,
      limits: { maxStack: 100_000, stackSizeMb: 64 },
    });
    expect(value).toBe(20_000);
  });

  it('refuses what cannot go to a worker', async () => {
    const own = {
      resolver: { resolve: () => ({ id: '', fileName: '', content: '' }) },
    } as unknown as WorkerOptions;
    await expect(room.evaluateJsonnetInWorker({ source: '1', ...own })).rejects.toThrow('createFileResolver');
  });

  it('evaluates in this thread when run from TypeScript sources', async () => {
    const resolver = createFileResolver({ roots: [sources] });
    expect((await evaluateJsonnetInWorker({ source: '1 + 1', resolver })).value).toBe(2);
  });
});
