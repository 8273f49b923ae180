import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';

/** Where a node stands in the text; `end` is exclusive, and that of a collection is that of its last node. */
interface Span {
  readonly start: number;
  end: number;
}

/** A string, number or word, as it reads. */
export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly value: string;
  /** Whether quotes or a block make it a string whatever it looks like. */
  readonly isString: boolean;
}

/** A list. */
export interface ListNode extends Span {
  readonly kind: 'list';
  readonly items: SourceNode[];
}

/** A map; its keys are unique. */
export interface MapNode extends Span {
  readonly kind: 'map';
  readonly entries: Map<string, { readonly key: ScalarNode; readonly value: SourceNode }>;
}

/** A node of a YAML or JSON document that knows where it stands. An anchored node is shared, not copied. */
export type SourceNode = ScalarNode | ListNode | MapNode;

/** The documents of a text, or why there are none and where. */
export type ParsedDocument =
  { readonly roots: readonly SourceNode[] } | { readonly reason: string; readonly offset: number };

/** Characters a document may have. */
const sizeLimit = 1 << 23;

class DocumentFault extends Error {
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(reason);
    this.offset = offset;
  }
}

/** Parses YAML, and JSON as the YAML it is, within bounds of size and depth; never throws. */
export function parseDocument(text: string): ParsedDocument {
  if (text.length > sizeLimit) return { reason: `it is larger than ${sizeLimit} characters`, offset: 0 };
  try {
    return { roots: buildTrees(text) };
  } catch (error) {
    if (error instanceof DocumentFault) return { reason: error.message, offset: error.offset };
    if (error instanceof YAMLException) return { reason: error.reason, offset: error.mark?.position ?? 0 };
    return { reason: error instanceof Error ? error.message : String(error), offset: 0 };
  }
}

interface Frame {
  readonly node: ListNode | MapNode;
  key?: ScalarNode;
}

function buildTrees(text: string): SourceNode[] {
  const roots: SourceNode[] = [];
  const anchors = new Map<string, SourceNode>();
  const frames: (Frame | undefined)[] = [];
  const place = (node: SourceNode): void => {
    const frame = frames.at(-1);
    if (frame === undefined) roots.push(node);
    else attach(frame, node);
  };
  for (const event of parseEvents(text, { maxDepth: 100 })) {
    if (event.type === EVENT_ID.DOCUMENT) frames.push(undefined);
    else if (event.type === EVENT_ID.POP) {
      const closed = frames.pop();
      const parent = frames.at(-1);
      if (closed !== undefined && parent !== undefined)
        parent.node.end = Math.max(parent.node.end, closed.node.end);
    } else if (event.type === EVENT_ID.ALIAS) {
      const target = anchors.get(text.slice(event.anchorStart, event.anchorEnd));
      if (target === undefined) throw new DocumentFault('an alias names no anchor', event.anchorStart);
      place(target);
    } else {
      const node = event.type === EVENT_ID.SCALAR ? readScalar(text, event) : openCollection(event);
      if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), node);
      place(node);
      if (node.kind !== 'scalar') frames.push({ node });
    }
  }
  return roots;
}

type Event = ReturnType<typeof parseEvents>[number];

function readScalar(text: string, event: Extract<Event, { valueStart: number }>): ScalarNode {
  const { valueStart: start, valueEnd: end } = event;
  const isString = event.style !== SCALAR_STYLE.PLAIN;
  return { kind: 'scalar', value: getScalarValue(text, event), isString, start: Math.max(0, start), end };
}

function openCollection(event: Extract<Event, { start: number }>): ListNode | MapNode {
  const { start } = event;
  return event.type === EVENT_ID.MAPPING
    ? { kind: 'map', entries: new Map(), start, end: start }
    : { kind: 'list', items: [], start, end: start };
}

function attach(frame: Frame, node: SourceNode): void {
  const { node: parent, key } = frame;
  if (node.start >= parent.start) parent.end = Math.max(parent.end, node.end);
  if (parent.kind === 'list') {
    parent.items.push(node);
  } else if (key === undefined) {
    if (node.kind !== 'scalar') throw new DocumentFault('a key is a list or map', node.start);
    if (parent.entries.has(node.value))
      throw new DocumentFault(`key \`${node.value}\` stands twice`, node.start);
    frame.key = node;
  } else {
    parent.entries.set(key.value, { key, value: node });
    delete frame.key;
  }
}
