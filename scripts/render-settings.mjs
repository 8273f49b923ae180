// Tells in the table of docs/settings.md which settings change at run time; the schema of settings says which do not.
import { readTable, replaceTable } from './replace-table.mjs';

const column = 'at run time';

/** Returns the text of docs/settings.md with that column brought up to date. */
export function renderSettings(page, schema) {
  const [head, ...rows] = readTable(page, 'settings');
  const at = head.indexOf(column);
  const told = rows.map((row) => row.with(at, when(row[0], schema)));
  return replaceTable(page, 'settings', [head, ...told]);
}

/** `service.mode` `.region` stands for two settings of one group. */
function when(cell, schema) {
  const [first, ...others] = [...cell.matchAll(/`([^`]+)`/g)].map(([, key]) => key.split('.'));
  const keys = [first, ...others.map(([, name]) => [first[0], name])];
  const answers = new Set(keys.map((path) => (isNextStart(path, schema) ? 'next start' : 'yes')));
  if (answers.size > 1)
    throw new Error(`${cell}: some change at run time and some do not; give them rows of their own`);
  return [...answers][0];
}

function isNextStart([group, name], schema) {
  const node = schema.properties[group];
  if (node === undefined)
    throw new Error(`docs/settings.md tells of \`${group}\`, which the schema does not know`);
  if (group === 'components') return node.nextStart === true;
  const leaf = name === undefined ? node : node.properties[name];
  if (leaf === undefined)
    throw new Error(`docs/settings.md tells of \`${group}.${name}\`, which the schema does not know`);
  return leaf.nextStart === true;
}
