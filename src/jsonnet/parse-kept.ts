import type { Node } from './ast.js';
import { parse } from './parse.js';
import type { Source } from './source.js';

/** UTF-16 units of the texts whose trees are kept. */
const unitsKept = 4_000_000;

const trees = new Map<string, Node>();
let units = 0;

/**
 * Returns the expression a file consists of; of a text that was parsed before it is the same one, since two hundred
 * services are evaluated by the same libraries, and a tree is never changed and knows no file. Throws as `parse` does.
 */
export function parseKept(source: Source): Node {
  const { text } = source;
  const known = trees.get(text);
  if (known !== undefined) {
    // To the end: what is asked for again goes last.
    trees.delete(text);
    trees.set(text, known);
    return known;
  }
  const tree = parse(source);
  if (text.length > unitsKept) return tree;
  units += text.length;
  trees.set(text, tree);
  for (const oldest of trees.keys()) {
    if (units <= unitsKept) break;
    trees.delete(oldest);
    units -= oldest.length;
  }
  return tree;
}
