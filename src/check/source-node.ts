import type { ListNode, SourceNode } from './parse-document.js';

/** Returns the value of a key, when a node is a map that has it. */
export function findChild(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
}

/** Returns the items of a list, and none of anything else. */
export function listItems(node: SourceNode | undefined): ListNode['items'] {
  return node?.kind === 'list' ? node.items : [];
}

/** Returns the text of a scalar that is not null, and an empty one of anything else. */
export function readText(node: SourceNode | undefined): string {
  return node?.kind === 'scalar' && (node.isString || node.value !== 'null') ? node.value : '';
}
