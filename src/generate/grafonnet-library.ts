import type { GeneratedFile } from './generated-file.js';
import { panelKinds } from './grafonnet-panels.js';
import { otherRows, panelRows, type Rows } from './grafonnet-rows.js';

const header = '// Generated from the rows in src/generate/grafonnet-*.ts; change those instead.\n';

/**
 * Returns the setters of the built-in grafonnet-compatible library, one jsonnet file a kind of object. What is more than
 * a setter is written by hand in the files beside them.
 */
export function generateGrafonnetSetters(): GeneratedFile[] {
  const files = new Map<string, string>([['panel', renderFile(panelRows)]]);
  for (const [name, rows] of Object.entries(otherRows)) files.set(name, renderFile(rows));
  for (const [name, kind] of Object.entries(panelKinds)) {
    files.set(`panel-${name}`, renderFile(panelTree(kind.options, kind.custom)));
  }
  files.set('panel-types', renderPanelTypes());
  return [...files].map(([name, content]) => ({ path: `${name}.libsonnet`, content: header + content }));
}

function panelTree(options: Rows | undefined, custom: Rows | undefined): Rows {
  return {
    ...(options === undefined ? {} : { 'options@options': options }),
    ...(custom === undefined
      ? {}
      : { 'fieldConfig@': { 'defaults@': { 'custom@fieldConfig.defaults.custom': custom } } }),
  };
}

function renderPanelTypes(): string {
  const lines = Object.entries(panelKinds).map(
    ([name, { type }]) => `  ${name}: { type: '${type}', setters: import 'panel-${name}.libsonnet' },\n`,
  );
  return `{\n${lines.join('')}}\n`;
}

function renderFile(rows: Rows): string {
  return `{\n${renderRows(rows, [], '  ')}}\n`;
}

function renderRows(rows: Rows, path: readonly string[], indent: string): string {
  const { $: fields = '', ...parts } = typeof rows === 'string' ? { $: rows } : rows;
  const setters = String(fields)
    .split(' ')
    .filter(Boolean)
    .map((field) => renderField(field, path, indent));
  const groups = Object.entries(parts).map(([key, part]) => renderPart(key, part, { path, indent }));
  return [...setters, ...groups].join('');
}

function renderPart(key: string, part: Rows, at: { path: readonly string[]; indent: string }): string {
  const [name = '', absolute] = key.replace('[]', '').split('@');
  const isArray = key.endsWith('[]');
  const path = isArray
    ? []
    : absolute === undefined
      ? [...at.path, name]
      : absolute.split('.').filter(Boolean);
  const own = isArray
    ? renderField(key, at.path, at.indent)
    : absolute === undefined
      ? renderField(`${name}{}`, at.path, at.indent)
      : '';
  return `${own}${at.indent}${name}+: {\n${renderRows(part, path, `${at.indent}  `)}${at.indent}},\n`;
}

function renderField(field: string, path: readonly string[], indent: string): string {
  const match = /^(\w+)(?::(\/?)([\w.]+))?(!|\[\]|\{\}|==?.*)?$/.exec(field);
  if (match === null) throw new SyntaxError(`The row \`${field}\` is not readable.`);
  const [, name = '', root, elsewhere = name, kind = ''] = match;
  const target = [...(root === '/' ? [] : path), ...elsewhere.split('.')];
  const setter = `with${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const put = (value: string, merge = '') => `${nest(target, `${merge}: ${value}`)},\n`;
  const array = 'if std.isArray(value) then value else [value]';
  if (kind.startsWith('==')) return `${indent}${setter}(): ${put(literal(kind.slice(2)))}`;
  const head = (suffix = '') => `${indent}${setter}${suffix}(value${defaultOf(kind)}): `;
  if (kind === '[]') return head() + put(array) + head('Mixin') + put(array, '+');
  if (kind === '{}') return head() + put('value') + head('Mixin') + put('value', '+');
  return head() + put('value');
}

function defaultOf(kind: string): string {
  if (kind === '!') return '=true';
  return kind.startsWith('=') ? `=${literal(kind.slice(1))}` : '';
}

function literal(text: string): string {
  return Number.isFinite(Number(text)) ? text : `'${text}'`;
}

/** Field names of Grafana that are words of jsonnet. */
const quoted = new Set([
  'error',
  'assert',
  'else',
  'false',
  'function',
  'if',
  'import',
  'in',
  'local',
  'null',
  'self',
  'super',
  'then',
  'true',
]);

function nest(path: readonly string[], leaf: string): string {
  return path.reduceRight(
    (inner, key, i) =>
      `{ ${quoted.has(key) ? `'${key}'` : key}${i === path.length - 1 ? '' : '+: '}${inner} }`,
    leaf,
  );
}
