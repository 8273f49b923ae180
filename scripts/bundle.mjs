// Puts what every service loads into one file, dist/src/runtime.js: two hundred small modules cost a start 6 MB and half its
// time. Each of them stays where it was and hands on what it exported, so every path leads to the same one copy.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const built = join(root, 'dist/src');
const mark = '// In runtime.js, see scripts/bundle.mjs.\n';

/** The ground that the tools stand on too; by runtime.js they would load loggers and tracers. */
const ground = /^(?:errors|problem|conventions|log-dialects|package-root|policies\/.*|catalog\/.*)\.js$/;

/** Path under src of a module, as its compiled file is called. */
const pathOf = (id) => relative(source, id).replace(/\.ts$/, '.js');
const spell = (id, name) => `${pathOf(id).slice(0, -3).replace(/\W/g, '_')}$${name}`;

/** Packages, the ground and what is loaded on demand stay outside. */
const stayOutside = {
  name: 'stay-outside',
  resolveId(specifier, importer, { kind }) {
    if (importer === undefined) return specifier;
    if (!specifier.startsWith('.')) return undefined;
    const id = join(dirname(importer), specifier.replace(/\.js$/, '.ts'));
    const isInside = kind !== 'dynamic-import' && !ground.test(pathOf(id));
    return isInside ? id : { id: `./${pathOf(id)}`, external: 'absolute' };
  },
};

async function roll(input, plugins) {
  const bundle = await rolldown({
    input,
    plugins: [stayOutside, ...plugins],
    platform: 'node',
    external: (id) => !/^[./\0]/.test(id),
    treeshake: false,
    transform: { target: 'es2023' },
  });
  const { output } = await bundle.generate({ comments: false });
  await bundle.close();
  if (output.length !== 1) throw new Error(`One file was to come of it, not ${output.length}.`);
  return escape(output[0].code);
}

/** V8 keeps a source twice as large for one character beyond Latin-1. */
function escape(code) {
  return code.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Returns the modules that a service loads at once, each with the names it exports. */
async function findModules() {
  const modules = new Map();
  const note = { name: 'note', moduleParsed: ({ id, exports }) => void modules.set(id, exports) };
  const entry = join(source, 'index.ts');
  await roll(entry, [note]);
  // The entry first, so that modules run in the order they would run in apart; the others were read in any order.
  const others = [...modules.keys()].filter((id) => id !== entry).sort();
  return new Map([entry, ...others].map((id) => [id, modules.get(id).sort()]));
}

/** An entry that exports everything that any of the modules does. */
function exportAll(modules) {
  const id = join(source, 'runtime.ts');
  const lines = [...modules].map(([from, names]) => {
    const all = names.map((name) => `${name} as ${spell(from, name)}`).join(', ');
    return `export { ${all} } from './${pathOf(from)}';`;
  });
  return [id, { name: 'export-all', load: (asked) => (asked === id ? lines.join('\n') : undefined) }];
}

function handOn(from, names) {
  const runtime = relative(dirname(pathOf(from)), 'runtime.js');
  const all = names.map((name) => `  ${spell(from, name)} as ${name},\n`).join('');
  return `${mark}export {\n${all}} from '${runtime.startsWith('.') ? runtime : `./${runtime}`}';\n`;
}

/** The compiler leaves alone what it has compiled before, also where a module is none of these any more. */
function restoreOthers(modules) {
  const files = readdirSync(built, { recursive: true }).filter((path) => path.endsWith('.js'));
  const handed = files.filter((path) => readFileSync(join(built, path), 'utf8').startsWith(mark));
  const wanted = new Set([...modules.keys()].map(pathOf));
  if (handed.every((path) => wanted.has(path))) return;
  rmSync(join(root, 'dist/.tsbuildinfo'));
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
}

const modules = await findModules();
restoreOthers(modules);
const [entry, plugin] = exportAll(modules);
writeFileSync(join(built, 'runtime.js'), await roll(entry, [plugin]));
for (const [id, names] of modules) writeFileSync(join(built, pathOf(id)), handOn(id, names));
