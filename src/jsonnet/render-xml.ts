import { isJsonObject, sortedKeys, type Json } from './json.js';
import { JsonnetError } from './jsonnet-error.js';
import { renderJsonLine } from './render-json.js';

function plainText(value: Json | undefined): string {
  return typeof value === 'string' ? value : renderJsonLine(value ?? null);
}

/**
 * Returns JSONML (`['tag', { attribute: 'x' }, …children]`) as XML. Texts are not escaped, as in the
 * reference implementation: pass them through `std.escapeStringXML`. Throws a JsonnetError for an element
 * that is no array.
 */
export function renderXml(value: Json): string {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value))
    throw new JsonnetError(`Expected a JSONML value (an array), got ${renderJsonLine(value)}`);
  const [tag, second, ...rest] = value;
  const hasAttributes = second !== undefined && isJsonObject(second);
  const attributes = hasAttributes
    ? sortedKeys(second).map((key) => ` ${key}="${plainText(second[key])}"`)
    : [];
  const children = hasAttributes || second === undefined ? rest : [second, ...rest];
  const name = plainText(tag);
  return `<${name}${attributes.join('')}>${children.map(renderXml).join('')}</${name}>`;
}
