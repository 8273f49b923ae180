// Brings the generated files of this package up to date, or with --check says in what they are not.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as semconv from '@opentelemetry/semantic-conventions/incubating';
import { rules } from '../dist/lint-rules/index.js';
import { generateGrafonnetSetters } from '../dist/src/generate/grafonnet-library.js';
import { generateProduct } from '../dist/src/generate/generate-product.js';
import { writeFiles } from '../dist/src/generate/write-files.js';
import { renderReadme } from './render-readme.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const mode = process.argv.includes('--check') ? 'compare' : 'write';

/** The README is written by hand around its tables, so it is no generated file of its own. */
function updateReadme() {
  const path = `${root}README.md`;
  const readme = readFileSync(path, 'utf8');
  const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const wanted = renderReadme(readme, manifest, rules);
  if (wanted === readme) return { path: 'README.md', state: 'current' };
  if (mode === 'write') writeFileSync(path, wanted);
  return { path: 'README.md', state: mode === 'write' ? 'written' : 'stale' };
}

/** Every attribute key of OpenTelemetry's semantic conventions, which a misspelt key of a span is compared with. */
function listSemanticKeys() {
  const keys = Object.entries(semconv).filter(([name]) => name.startsWith('ATTR_'));
  const texts = keys.map(([, key]) => key).filter((key) => typeof key === 'string');
  const content = `${JSON.stringify([...new Set(texts)].sort(), undefined, 2)}\n`;
  return { path: 'schemas/generated/semantic-keys.json', content };
}

const setters = `${root}dashboards/grafonnet/tricord-grafonnet/generated`;
const reports = [
  ...writeFiles([...generateProduct(), listSemanticKeys()], { root, mode }),
  ...writeFiles(generateGrafonnetSetters(), { root: setters, mode }),
  updateReadme(),
];
const changed = reports.filter(({ state }) => state !== 'current');
for (const { path, state, diff = '' } of changed) console.log(`${state} ${path}\n${diff}`);
console.log(
  `${reports.length} generated files, ${changed.length} ${mode === 'write' ? 'written' : 'not current'}.`,
);
if (mode === 'compare' && changed.length > 0) process.exitCode = 1;
