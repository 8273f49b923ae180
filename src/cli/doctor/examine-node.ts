import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPackageFolder } from '../../package-root.js';
import { type Diagnosis, type Examination, fail, pass, warn } from './diagnosis.js';

/** Packages that make spans of what our adapters make spans of too. */
const otherInstrumentations = /^@opentelemetry\/(?:auto-instrumentations-node|instrumentation-)/;

/** Looks at the Node that runs, and at how the package of this folder loads modules and telemetry. */
export const examineNode: Examination = async ({ io }) => [
  judgeNode(process.versions.node),
  ...judgePackage(readManifest(io.cwd)),
];

/** The versions of `engines`: 20 from 20.19 on, where an ES module can be required. */
export function judgeNode(version: string): Diagnosis {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  if (isOld) return fail('node', `Node ${version}`, 'Run the service with Node 20.19 or later.');
  if (major % 2 === 1)
    return warn('node', `Node ${version}`, 'Odd versions get no long-term support; use an even one.');
  return pass('node', `Node ${version}`);
}

interface Manifest {
  readonly type?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, unknown>>;
}

function judgePackage(manifest: Manifest | undefined): Diagnosis[] {
  if (manifest === undefined) {
    return [warn('modules', 'there is no package.json here', 'Run the doctor in the folder of the service.')];
  }
  const isModule = manifest.type === 'module';
  const modules = isModule
    ? pass('modules', 'ES modules')
    : pass('modules', 'CommonJS, which requires Tricord as an ES module (Node 20.19 and later)');
  return [modules, judgeStart(manifest), ...judgeOthers(manifest)];
}

function judgeStart({ scripts = {} }: Manifest): Diagnosis {
  const start = Object.entries(scripts).find(([, text]) => String(text).includes('tricord/register'));
  if (start === undefined)
    return pass('import order', 'telemetry is started in code, where order does not matter');
  const [name, text] = start;
  if (/(?:--import[= ]|--import=)\s*['"]?tricord\/register/.test(String(text))) {
    return pass('import order', `script \`${name}\` starts telemetry first, by --import`);
  }
  return fail(
    'import order',
    `script \`${name}\` loads tricord/register too late`,
    'Write `node --import tricord/register app.js`.',
  );
}

function judgeOthers({ dependencies = {} }: Manifest): Diagnosis[] {
  const others = Object.keys(dependencies).filter((name) => otherInstrumentations.test(name));
  if (others.length === 0) return [];
  const found = `${others.join(', ')} ${others.length === 1 ? 'makes' : 'make'} spans as well`;
  return [
    warn(
      'instrumentation',
      found,
      'Leave out those for which an adapter of Tricord is used, or each call has two spans.',
    ),
  ];
}

function readManifest(cwd: string): Manifest | undefined {
  const folder = findPackageFolder(cwd);
  try {
    return JSON.parse(readFileSync(join(folder ?? cwd, 'package.json'), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}
