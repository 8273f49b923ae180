import type { Node } from './ast.js';
import type { Frame, Layout, Run } from './frame.js';
import { createStaticError, type JsonnetError } from './jsonnet-error.js';
import type { Native } from './native.js';
import type { JObject } from './object.js';
import type { Runtime } from './runtime.js';
import type { Source, Span } from './source.js';
import type { Lazy, Value } from './values.js';

/**
 * A file that is being compiled; it carries the compiler, so that the parts of it need not know each other.
 */
export interface Unit {
  readonly runtime: Runtime;
  readonly source: Source;
  /** Compiles an expression; in tail position a `tailstrict` call may return a TailCall. */
  readonly compile: (node: Node, scope: Scope, isTail?: boolean) => Run<Value>;
  /** Compiles an expression that somebody may ask for later; `context` names it in traces. */
  readonly delay: (node: Node, scope: Scope, context: string) => Run<Lazy>;
  readonly findStd: (name: string) => Native | undefined;
  readonly createStdObject: () => JObject;
}

/** Something with a range in the file. */
export interface Ranged {
  readonly start: number;
  readonly end: number;
}

/** Where a name lives: how many frames outwards, and in which slot. */
export interface Address {
  readonly hops: number;
  readonly slot: number;
}

/** The names visible at a point of the program, known while compiling. */
export class Scope {
  readonly unit: Unit;
  readonly layout: Layout;
  /** Depth of the frame whose object is `self` here. */
  readonly selfDepth: number | undefined;
  /** Depth of the frame whose object is `$` here. */
  readonly dollarDepth: number | undefined;
  readonly #parent: Scope | undefined;
  readonly #slots = new Map<string, number>();

  constructor(unit: Unit, layout: Layout, parent?: Scope, objectDepth?: number) {
    this.unit = unit;
    this.layout = layout;
    this.#parent = parent;
    this.selfDepth = objectDepth ?? parent?.selfDepth;
    this.dollarDepth = parent?.dollarDepth ?? objectDepth;
  }

  /** Opens a scope with a frame of its own, for a function call or a comprehension step. */
  openFrame(): Scope {
    return new Scope(this.unit, { depth: this.layout.depth + 1, size: 1 }, this);
  }

  /** Opens the scope inside an object, whose frame keeps `self` and the layer. */
  openObject(): Scope {
    const depth = this.layout.depth + 1;
    return new Scope(this.unit, { depth, size: 3 }, this, depth);
  }

  /**
   * Opens a scope that shares the frame: an expression runs once a frame, so its names can have slots there.
   */
  openBlock(): Scope {
    return new Scope(this.unit, this.layout, this);
  }

  /** Gives a name a slot; throws a static JsonnetError when this scope has it already. */
  declare(name: string, range: Ranged, complaint: string): number {
    if (this.#slots.has(name)) throw this.fail(`${complaint}: ${name}`, range);
    const slot = this.layout.size;
    this.layout.size += 1;
    this.#slots.set(name, slot);
    return slot;
  }

  /** Returns where a name lives, or undefined when nothing binds it. */
  find(name: string): Address | undefined {
    const slot = this.#slots.get(name);
    if (slot !== undefined) return { hops: 0, slot };
    const outer = this.#parent?.find(name);
    if (!outer || !this.#parent) return undefined;
    return { hops: outer.hops + this.layout.depth - this.#parent.layout.depth, slot: outer.slot };
  }

  /** Every name in sight, innermost first. */
  get names(): string[] {
    return [...this.#slots.keys(), ...(this.#parent?.names ?? [])];
  }

  /** Returns the span of a range of this file. */
  span({ start, end }: Ranged): Span {
    return { source: this.unit.source, start, end };
  }

  /** Returns a static error at a range of this file. */
  fail(message: string, range: Ranged): JsonnetError {
    return createStaticError(message, this.span(range));
  }
}

/** Returns the frame that many hops outwards. */
export function outerFrame(frame: Frame, hops: number): Frame {
  let outer = frame;
  for (let i = 0; i < hops; i += 1) outer = outer[0] as Frame;
  return outer;
}
