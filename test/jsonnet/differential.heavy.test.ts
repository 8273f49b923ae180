import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFileResolver, evaluateJsonnet, JsonnetError, manifestJson } from '../../src/jsonnet/index.js';
import {
  hasReference,
  isReferenceRequired,
  referenceVersion,
  runReference,
} from './support/debian-jsonnet.js';
import { createPrograms } from './support/random-programs.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const RUNS = Number(process.env['TRICORD_JSONNET_FUZZ_RUNS'] ?? 200);
const SEED = Number(process.env['TRICORD_JSONNET_FUZZ_SEED'] ?? 20_240_229);
const AT_ONCE = 4;

/** Version 0.18 loses `$` in an object inside an array comprehension. */
const KNOWN_DEFECT = /^STATIC ERROR: {2}Unknown variable: \$/;

function evaluate(source: string): { output: string } | { error: JsonnetError } {
  try {
    return { output: `${manifestJson(evaluateJsonnet({ source }).value)}\n` };
  } catch (caught) {
    if (!(caught instanceof JsonnetError)) throw caught;
    return { error: caught };
  }
}

function describeDifference(own: string, reference: string): string {
  const others = reference.split('\n');
  const lines = own.split('\n');
  const at = lines.findIndex((line, i) => line !== others[i]);
  return `line ${at + 1} is ${lines[at]} and not ${others[at]}`;
}

async function findDifference(source: string): Promise<{ isError: boolean; difference: string | undefined }> {
  const reference = await runReference(source);
  const own = evaluate(source);
  if (reference.status !== 0) {
    const isAgreed = 'error' in own || KNOWN_DEFECT.test(reference.errors);
    return {
      isError: true,
      difference: isAgreed ? undefined : `only the reference fails: ${reference.errors}`,
    };
  }
  if ('error' in own) return { isError: false, difference: `only ours fails: ${own.error.message}` };
  return {
    isError: false,
    difference:
      own.output === reference.output ? undefined : describeDifference(own.output, reference.output),
  };
}

describe('evaluateJsonnet beside the reference implementation', () => {
  it.runIf(isReferenceRequired)('finds the jsonnet command, because backends are required', () => {
    expect(hasReference).toBe(true);
  });

  it.skipIf(!hasReference)(
    'gives the same output for random programs (skipped without the jsonnet command)',
    async () => {
      const programs = fc.sample(createPrograms(), { numRuns: RUNS, seed: SEED });
      let errors = 0;
      const differences: string[] = [];
      const next = async (): Promise<void> => {
        for (let source = programs.pop(); source !== undefined; source = programs.pop()) {
          const { isError, difference } = await findDifference(source);
          if (isError) errors += 1;
          if (difference !== undefined) differences.push(`${source}\n---\n${difference}`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      console.log(
        `${RUNS} random programs against ${referenceVersion}, seed ${SEED}: ${RUNS - errors - differences.length} same output, ${errors} errors in both, ${differences.length} differences`,
      );
      expect(differences.slice(0, 3)).toEqual([]);
    },
    300_000,
  );

  it.skipIf(!hasReference)(
    'gives the same bytes for our own boards (skipped without the jsonnet command)',
    async () => {
      const roots = ['dashboards/grafonnet', 'dashboards'].map((folder) => path.join(root, folder));
      const catalog = readFileSync(path.join(root, 'schemas/generated/catalog.json'), 'utf8');
      const given = ['-J', roots[1] ?? '', '-J', roots[0] ?? '', '--tla-code', `catalog=${catalog}`];
      const reference = await runReference("import 'main.jsonnet'", given);
      const { value } = evaluateJsonnet({
        source: "import 'main.jsonnet'",
        resolver: createFileResolver({ roots }),
        tlas: { catalog: { code: catalog } },
      });
      expect(reference.errors).toBe('');
      expect(`${manifestJson(value)}\n` === reference.output).toBe(true);
      console.log(
        `our own boards: ${reference.output.length} characters, the same as ${referenceVersion} prints`,
      );
    },
    60_000,
  );
});
