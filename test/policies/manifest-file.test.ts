import { describe, expect, it } from 'vitest';
import { defaultConventions } from '../../src/conventions.js';
import { manifestFile } from '../../src/policies/manifest-file.js';

const table: [string, Parameters<typeof manifestFile.check>[0], string[]][] = [
  ['what is no YAML', { fault: 'notYaml', reason: 'it ends' }, ['notYaml']],
  ['what has no workload', { fault: 'nothing' }, ['nothing']],
];

describe('manifest-file', () => {
  it.each(table)('judges %s', (_case, subject, problems) => {
    const verdicts = [...manifestFile.check(subject, defaultConventions)];
    expect(verdicts.map((verdict) => verdict.message)).toEqual(problems);
  });
});
