import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import plugin, { rules } from '../../lint-rules/index.js';

const folder = join(import.meta.dirname, '../../docs/rules');
const headings = ['Why', 'Incorrect', 'Correct', 'Options', 'Where else it is checked', 'When not to use it'];

interface Page {
  readonly text: string;
  /** Heading of the second level → what stands under it. */
  readonly sections: ReadonlyMap<string, string>;
}

function readPage(id: string): Page {
  const text = readFileSync(join(folder, `${id}.md`), 'utf8');
  const sections = text.split(/^## /m).slice(1);
  return {
    text,
    sections: new Map(
      sections.map((section) => [
        section.slice(0, section.indexOf('\n')),
        section.slice(section.indexOf('\n')),
      ]),
    ),
  };
}

function findSamples(section = ''): string[] {
  return [...section.matchAll(/^```[jt]s\n(.*?)^```$/gms)].map(([, code = '']) => code);
}

function lint(id: string, code: string): number[] {
  const config: Linter.Config = {
    plugins: { tricord: plugin },
    rules: { [`tricord/${id}`]: 'error' },
    languageOptions: { parser },
  };
  const messages = new Linter().verify(code, config);
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  return messages.map(({ line }) => line);
}

describe.each(rules)('the page of $id', ({ id, summary, recommended, hasSuggestions }) => {
  it('starts with what the rule says of itself', () => {
    const configs = recommended ? '`recommended` and `strict`' : '`strict` only';
    const changes = hasSuggestions ? 'Offers suggestions.' : 'Changes nothing.';
    expect(readPage(id).text).toMatch(`# ${id}\n\n${summary}\n\n_In ${configs}. ${changes}_\n\n## Why\n`);
    expect(plugin.rules?.[id]?.meta?.docs?.url).toBe(`docs/rules/${id}.md`);
  });

  it('has the sections every rule has, in order', () => {
    expect([...readPage(id).sections.keys()]).toEqual(headings);
  });

  it('shows incorrect code that is reported on the lines with a comment, and on no other', () => {
    const samples = findSamples(readPage(id).sections.get('Incorrect'));
    expect(samples.length).toBeGreaterThan(0);
    for (const code of samples) {
      const marked = code.split('\n').flatMap((line, i) => (/; \/\/ |\) \/\/ /.test(line) ? [i + 1] : []));
      expect(lint(id, code)).toEqual(marked);
      expect(marked.length).toBeGreaterThan(0);
    }
  });

  it('shows correct code that no rule reports', () => {
    const samples = findSamples(readPage(id).sections.get('Correct'));
    expect(samples.length).toBeGreaterThan(0);
    for (const code of samples) expect(lint(id, code)).toEqual([]);
  });

  it('has a heading for each option', () => {
    const schema = plugin.rules?.[id]?.meta?.schema;
    const [options] = (Array.isArray(schema) ? schema : []) as { properties?: object }[];
    const names = Object.keys(options?.properties ?? {});
    const section = readPage(id).sections.get('Options') ?? '';
    for (const name of names) expect(section).toContain(`### ${name}\n`);
  });

  it('links to pages that exist', () => {
    const links = [...readPage(id).text.matchAll(/\]\(([\w-]+\.md)(?:#[\w-]+)?\)/g)];
    for (const [, link = ''] of links) expect(existsSync(join(folder, link))).toBe(true);
  });
});
