import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { runInProcess } from './run-in-process.js';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'sarif.schema.json'), 'utf8')) as object;
const formats = {
  uri: (text: string) => URL.canParse(text),
  'uri-reference': (text: string) => URL.canParse(text, 'file:///') && !/[<> "\\^`{|}]/.test(text),
};
const validate = new Ajv2020({ strict: false, formats }).compile(schema);
const cases = join(import.meta.dirname, 'cases');

async function report(cwd: string, ...targets: string[]): Promise<Log> {
  const { stdout } = await runInProcess(['check', '--format', 'sarif', ...targets], { cwd, stdin: 'a 1\n' });
  return JSON.parse(stdout) as Log;
}

describe('a SARIF report', () => {
  const folders = readdirSync(cases).filter((name) =>
    /caret|fault of a log|manifests|rules and dash/.test(name),
  );

  it.each(folders)('fits the standard: %s', async (name) => {
    const files = readdirSync(join(cases, name)).filter((file) => /\.(?:prom|ndjson|ya?ml|json)$/.test(file));
    const log = await report(join(cases, name), ...files, '-');
    expect(validate(log) || validate.errors).toBe(true);
    const [run] = log.runs;
    expect(run?.results?.length).toBeGreaterThan(0);
    for (const { ruleId, ruleIndex = -1 } of run?.results ?? [])
      expect(run?.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
  });

  it('has a run without results when there is no problem', async () => {
    const log = await report(join(cases, 'finds nothing in a good page'), 'page.prom');
    expect(validate(log)).toBe(true);
    expect(log.runs[0]?.results).toEqual([]);
  });
});
