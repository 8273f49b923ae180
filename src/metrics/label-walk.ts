import type { SeriesBranch } from './series-branch.js';

/** Follows the values of a label set to its series; returns nothing when there is none, and throws what a label throws. */
export type LabelWalk<Series> = (labels: Readonly<Record<string, unknown>>) => Series | undefined;

/** What a walk starts from: the root of the branches, or the only series of a metric without labels. */
type Node<Series extends object> = SeriesBranch<Series> | Series;

/**
 * Creates the walk from a root along labels. It is compiled for these labels, because V8 reads `labels["method"]` in a
 * nanosecond and `labels[names[i]]`, whose name differs from metric to metric, in five.
 */
export function createLabelWalk<Series extends object>(
  root: Node<Series>,
  names: readonly string[],
): LabelWalk<Series> {
  try {
    return compileWalk(root, names);
  } catch {
    // Node was started with --disallow-code-generation-from-strings.
    return interpretWalk(root, names);
  }
}

/** Nothing but the names is in the source, and each of them as a string literal. */
function compileWalk<Series extends object>(root: Node<Series>, names: readonly string[]): LabelWalk<Series> {
  const steps = names.map(
    (name) => `if ((node = node.get(labels[${JSON.stringify(name)}])) === undefined) return;`,
  );
  const source = `return (labels) => { let node = root; ${steps.join(' ')} return node; };`;
  return new Function('root', source)(root) as LabelWalk<Series>;
}

function interpretWalk<Series extends object>(
  root: Node<Series>,
  names: readonly string[],
): LabelWalk<Series> {
  return (labels) => {
    let node: Node<Series> | undefined = root;
    for (const name of names) {
      node = (node as SeriesBranch<Series>).get(labels[name]);
      if (node === undefined) return undefined;
    }
    return node as Series;
  };
}
