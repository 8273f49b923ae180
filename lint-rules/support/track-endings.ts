import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findAncestors, isFunction } from './find-ancestors.js';

type Segment = TSESLint.CodePathSegment;

/** Something that was started and has to be ended on every way out of its function. */
export interface Started {
  /** Where it was started. */
  readonly node: TSESTree.Node;
  /** Calls that end it, all in the function that started it. */
  readonly endings: readonly TSESTree.Node[];
  /** The function whose parameter it is, when a callback receives it. */
  readonly callback?: TSESTree.Node;
}

/** A way out of a function on which nothing ends what was started. */
export interface Leak {
  readonly kind: 'exit' | 'rejection';
  /** The `return`, `throw` or `await`, or the start when the function runs to its end. */
  readonly node: TSESTree.Node;
}

interface Tracked {
  readonly started: Started;
  readonly segments: readonly Segment[];
  /** Segment → where in the source it ends what was started. */
  readonly closed: Map<Segment, number>;
}

interface Frame {
  readonly path: TSESLint.CodePath;
  readonly current: Set<Segment>;
  readonly tracked: Tracked[];
  readonly exits: Map<Segment, TSESTree.Node>;
  readonly awaits: { readonly node: TSESTree.Node; readonly segments: readonly Segment[] }[];
}

/** Follows the ways through each function. `track` begins to follow what the visited node has started. */
export interface EndingTracker {
  readonly listener: TSESLint.RuleListener;
  track(started: Started): void;
}

/** Creates a tracker that reports the leaks of everything it is told to track, when its function ends. */
export function createEndingTracker(report: (started: Started, leak: Leak) => void): EndingTracker {
  const frames: Frame[] = [];
  const waiting: Started[] = [];
  const enter = (segment: Segment): unknown => frames.at(-1)?.current.add(segment);
  const leave = (segment: Segment): unknown => frames.at(-1)?.current.delete(segment);

  function follow(frame: Frame, started: Started): void {
    frame.tracked.push({ started, segments: [...frame.current], closed: new Map() });
  }

  function close(node: TSESTree.Node): void {
    const frame = frames.at(-1);
    for (const { started, closed } of frame?.tracked ?? []) {
      const ending = started.endings.find((end) => end === node || end.parent === node);
      if (ending === undefined) continue;
      for (const segment of frame?.current ?? []) closed.set(segment, ending.range[0]);
    }
  }

  function leaveBy(node: TSESTree.Node): void {
    const frame = frames.at(-1);
    for (const segment of frame?.current ?? []) frame?.exits.set(segment, node);
  }

  const listener = {
    onCodePathStart(path: TSESLint.CodePath, node: TSESTree.Node) {
      const frame = { path, current: new Set<Segment>(), tracked: [], exits: new Map(), awaits: [] } as Frame;
      frames.push(frame);
      const mine = waiting.filter(({ callback }) => callback === node);
      for (const started of mine)
        frame.tracked.push({ started, segments: [path.initialSegment], closed: new Map() });
    },
    onCodePathEnd() {
      const frame = frames.pop();
      for (const tracked of frame?.tracked ?? []) {
        for (const leak of frame === undefined ? [] : findLeaks(frame, tracked))
          report(tracked.started, leak);
      }
    },
    onCodePathSegmentStart: enter,
    onCodePathSegmentEnd: leave,
    'CallExpression:exit': close,
    // `span?.end()` ends it where the chain ends, whichever branch was taken.
    'ChainExpression:exit': close,
    'ReturnStatement:exit': leaveBy,
    'ThrowStatement:exit': leaveBy,
    'AwaitExpression:exit'(node: TSESTree.Node) {
      const frame = frames.at(-1);
      frame?.awaits.push({ node, segments: [...frame.current] });
    },
  };
  return {
    listener: listener as unknown as TSESLint.RuleListener,
    track(started) {
      const frame = frames.at(-1);
      if (started.callback !== undefined) waiting.push(started);
      else if (frame !== undefined) follow(frame, started);
    },
  };
}

/** Every way out that ends nothing, and the first `await` whose failure would be another. */
function findLeaks(frame: Frame, tracked: Tracked): Leak[] {
  const { started, closed } = tracked;
  const open = findOpenSegments(tracked);
  const out = [...frame.path.returnedSegments, ...frame.path.thrownSegments];
  const leaving = out.filter((segment) => open.has(segment) && !closed.has(segment));
  const exits = new Set(leaving.map((segment) => frame.exits.get(segment) ?? started.node));
  const start = started.callback === undefined ? started.node.range[1] : 0;
  const rejection = frame.awaits.find(({ node, segments }) => {
    const isOpen = segments.some(
      (segment) => open.has(segment) && (closed.get(segment) ?? Infinity) > node.range[0],
    );
    return isOpen && node.range[0] >= start && !isProtected(node, started.endings);
  });
  const leaks = [...exits].map((node): Leak => ({ kind: 'exit', node }));
  return rejection === undefined ? leaks : [...leaks, { kind: 'rejection', node: rejection.node }];
}

/** The segments that are reached before anything ends what was started. */
function findOpenSegments({ segments, closed }: Tracked): Set<Segment> {
  const open = new Set<Segment>();
  const pending = [...segments];
  for (let segment = pending.pop(); segment !== undefined; segment = pending.pop()) {
    if (open.has(segment)) continue;
    open.add(segment);
    if (!closed.has(segment)) pending.push(...segment.nextSegments);
  }
  return open;
}

/** Says whether a failure stays in this function: a `catch` is a path of its own, a `finally` may end what was started. */
function isProtected(node: TSESTree.Node, endings: readonly TSESTree.Node[]): boolean {
  let inner = node;
  for (const outer of findAncestors(node)) {
    if (isFunction(outer)) return false;
    if (outer.type === 'TryStatement') {
      const { block, handler, finalizer } = outer;
      if (inner === block && handler !== null) return true;
      if (inner !== finalizer && finalizer && endings.some((end) => contains(finalizer, end))) return true;
    }
    inner = outer;
  }
  return false;
}

function contains(outer: TSESTree.Node, inner: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
