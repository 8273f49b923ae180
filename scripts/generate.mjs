// Brings the generated files of this package up to date, or with --check says in what they are not.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import * as semconv from '@opentelemetry/semantic-conventions/incubating';
import { rules } from '../dist/lint-rules/index.js';
import { generateGrafonnetSetters } from '../dist/src/generate/grafonnet-library.js';
import { generateProduct } from '../dist/src/generate/generate-product.js';
import { writeFiles } from '../dist/src/generate/write-files.js';
import { renderReadme } from './render-readme.mjs';
import { renderSettings } from './render-settings.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const mode = process.argv.includes('--check') ? 'compare' : 'write';

/** Pages that are written by hand around their tables are no generated files of their own. */
function updatePage(path, render) {
  const page = readFileSync(root + path, 'utf8');
  const wanted = render(page);
  if (wanted === page) return { path, state: 'current' };
  if (mode === 'write') writeFileSync(root + path, wanted);
  return { path, state: mode === 'write' ? 'written' : 'stale' };
}

const readJson = (path) => JSON.parse(readFileSync(root + path, 'utf8'));

/** Every attribute key of OpenTelemetry's semantic conventions, which a misspelt key of a span is compared with. */
function listSemanticKeys() {
  const keys = Object.entries(semconv).filter(([name]) => name.startsWith('ATTR_'));
  const texts = keys.map(([, key]) => key).filter((key) => typeof key === 'string');
  const content = `${JSON.stringify([...new Set(texts)].sort(), undefined, 2)}\n`;
  return { path: 'schemas/generated/semantic-keys.json', content };
}

/**
 * The schema of settings as code, so that no service compiles it at its start. Each section becomes a function of its own,
 * of which V8 compiles those that a service sets.
 */
function compileSettingsSchema() {
  const schema = JSON.parse(readFileSync(`${root}schemas/settings.schema.json`, 'utf8'));
  const sections = Object.entries(schema.properties);
  schema.properties = Object.fromEntries(
    sections.map(([name]) => [name, { $ref: `#/$defs/section-${name}` }]),
  );
  for (const [name, section] of sections) schema.$defs[`section-${name}`] = section;
  const code = { source: true, lines: true };
  // The patterns are of ASCII, and the first expression with a `u` flag costs a process 2 MB of ICU.
  const ajv = new Ajv2020({ code, inlineRefs: false, keywords: ['nextStart'], unicodeRegExp: false });
  const content = standalone.default(ajv, ajv.compile(schema));
  return { path: 'schemas/generated/validate-settings.cjs', content };
}

const setters = `${root}dashboards/grafonnet/tricord-grafonnet/generated`;
const reports = [
  ...writeFiles([...generateProduct(), listSemanticKeys(), compileSettingsSchema()], { root, mode }),
  ...writeFiles(generateGrafonnetSetters(), { root: setters, mode }),
  updatePage('README.md', (page) => renderReadme(page, readJson('package.json'), rules)),
  updatePage('docs/settings.md', (page) => renderSettings(page, readJson('schemas/settings.schema.json'))),
];
const changed = reports.filter(({ state }) => state !== 'current');
for (const { path, state, diff = '' } of changed) console.log(`${state} ${path}\n${diff}`);
console.log(
  `${reports.length} generated files, ${changed.length} ${mode === 'write' ? 'written' : 'not current'}.`,
);
if (mode === 'compare' && changed.length > 0) process.exitCode = 1;
