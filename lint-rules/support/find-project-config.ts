import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { errorMessages, fillTemplate } from '../../src/errors.js';
import { isRecord, isUnseen } from './static-value.js';
import { type Parser, readExport } from './read-export.js';

/** What the conventions of a configuration could be read as: an object, nothing stated, or not told without running it. */
export type ConfigFinding =
  | { readonly path: string; readonly conventions: Readonly<Record<string, unknown>> }
  | { readonly path: string; readonly conventions: 'absent' | 'unseen' };

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `tricord.config.${extension}`);

interface Reading {
  readonly version: string;
  readonly finding: ConfigFinding;
}

/** Parser → path → what it read; a file that was written again is read again, as an editor needs it. */
const readings = new WeakMap<Parser, Map<string, Reading>>();

/** Finds the nearest `tricord.config.*` from a file upwards, as the command line does, and reads its conventions. */
export function findProjectConfig(from: string, parser: Parser): ConfigFinding | undefined {
  if (!isAbsolute(from)) return undefined;
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    for (const name of names) {
      const finding = readConfig(join(folder, name), parser);
      if (finding !== undefined) return finding;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** Reads the conventions of one configuration; undefined when there is no such file. */
export function readConfig(path: string, parser: Parser): ConfigFinding | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) return undefined;
  const version = `${stats.mtimeMs} ${stats.size}`;
  const ofParser = readings.get(parser) ?? new Map<string, Reading>();
  readings.set(parser, ofParser);
  const known = ofParser.get(path);
  if (known?.version === version) return known.finding;
  const finding = { path, conventions: readConventions(path, parser) };
  ofParser.set(path, { version, finding });
  if (finding.conventions === 'unseen') warn(path);
  return finding;
}

function readConventions(path: string, parser: Parser): ConfigFinding['conventions'] {
  const config = readExport(path, 'default', parser);
  if (!isRecord(config)) return 'unseen';
  const { conventions } = config;
  if (conventions === undefined) return 'absent';
  return isUnseen(conventions) ? 'unseen' : (conventions as Readonly<Record<string, unknown>>);
}

/** Nobody should take silence for approval. */
function warn(path: string): void {
  const code = 'TRI_LINT_UNSEEN_CONVENTIONS';
  process.emitWarning(fillTemplate(errorMessages[code], { path }), { type: 'TricordWarning', code });
}
