import { loadAll } from 'js-yaml';
import { setJsonField, type Json } from './json.js';
import { JsonnetError } from './jsonnet-error.js';

const NODES_ALLOWED = 1_000_000;

/** Copies what the parser made into plain JSON; aliases are copied too, so their number is bounded. */
function toPlain(value: unknown, count: { nodes: number }): Json {
  count.nodes += 1;
  if (count.nodes > NODES_ALLOWED)
    throw new JsonnetError('parseYaml: too many nodes once aliases are followed', 'limit');
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map((item) => toPlain(item, count));
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return null;
  const fields: { [key: string]: Json } = {};
  for (const [name, field] of Object.entries(value)) setJsonField(fields, name, toPlain(field, count));
  return fields;
}

/**
 * Returns the YAML document, or the array of them when there are several or a `---` opens the text's only
 * one.
 */
export function parseYaml(text: string): Json {
  try {
    const documents = loadAll(text).map((document) => toPlain(document, { nodes: 0 }));
    const isStream = documents.length > 1 || /^---(\s|$)/.test(text);
    return isStream ? documents : (documents[0] ?? null);
  } catch (caught) {
    if (caught instanceof JsonnetError || caught instanceof RangeError) throw caught;
    throw new JsonnetError(`parseYaml: ${(caught as Error).message.split('\n')[0]}`);
  }
}
