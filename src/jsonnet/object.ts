import type { Visibility } from './ast.js';
import { createFrame, LAYER_SLOT, SELF_SLOT, type Frame, type Layout, type Run } from './frame.js';
import { compareText } from './json.js';
import { toJsonnetError } from './jsonnet-error.js';
import type { Runtime } from './runtime.js';
import type { Span } from './source.js';
import type { Value } from './values.js';

/** A field as it was written; `run` wants the frame of the object it stands in. */
export interface FieldShape {
  readonly visibility: Visibility;
  readonly run: Run<Value>;
  readonly span: Span | undefined;
}

/** What all objects of one object expression have in common. */
export interface ObjectTemplate {
  readonly runtime: Runtime;
  readonly layout: Layout;
  /** Fills the frame's slots of object locals; absent when there are none. */
  readonly bind: ((frame: Frame) => void) | undefined;
  readonly assertions: readonly Run<void>[];
  readonly context: string;
}

/** One object expression, evaluated: what `+` stacks up. */
export interface Layer {
  readonly template: ObjectTemplate;
  readonly fields: ReadonlyMap<string, FieldShape>;
  readonly outer: Frame;
  /** The frame around each field of a comprehension, which differs from step to step. */
  readonly outers?: ReadonlyMap<string, Frame> | undefined;
}

interface FieldEntry {
  readonly isVisible: boolean;
  readonly span: Span | undefined;
}

/** An object: its layers from the bottom up, and the values of the fields that were asked for. */
export class JObject {
  readonly layers: readonly Layer[];
  readonly #frames: (Frame | undefined)[];
  #values: Map<string, Value> | undefined;
  #entries: ReadonlyMap<string, FieldEntry> | undefined;
  #visibleNames: readonly string[] | undefined;
  #isUnchecked: boolean;

  constructor(layers: readonly Layer[]) {
    this.layers = layers;
    this.#frames = new Array<Frame | undefined>(layers.length);
    this.#isUnchecked = layers.some(({ template }) => template.assertions.length > 0);
  }

  /** Tells objects from functions and arrays. */
  get type(): 'object' {
    return 'object';
  }

  /**
   * Returns a field's value, or undefined when there is no such field; throws a JsonnetError, also of an
   * assertion.
   */
  get(name: string): Value | undefined {
    if (this.#isUnchecked) this.assertAll();
    const known = this.#values?.get(name);
    if (known !== undefined) return known;
    const at = this.find(name);
    if (at === -1) return undefined;
    const value = this.#evaluate(at, name);
    (this.#values ??= new Map()).set(name, value);
    return value;
  }

  /**
   * Returns a field's value as the layers below the given one define it, or undefined; throws a
   * JsonnetError.
   */
  getBelow(name: string, below: number): Value | undefined {
    const at = this.find(name, below);
    return at === -1 ? undefined : this.#evaluate(at, name);
  }

  /** Returns the index of the topmost layer below the given one that has the field, or -1. */
  find(name: string, below: number = this.layers.length): number {
    for (let at = below - 1; at >= 0; at -= 1) {
      if ((this.layers[at] as Layer).fields.has(name)) return at;
    }
    return -1;
  }

  /** Whether there is a visible field of this name, or any when hidden ones count. */
  has(name: string, withHidden: boolean): boolean {
    return withHidden ? this.find(name) !== -1 : (this.#index().get(name)?.isVisible ?? false);
  }

  /** Names of the visible fields by code point. */
  get visibleNames(): readonly string[] {
    this.#visibleNames ??= [...this.#index()]
      .flatMap(([name, { isVisible }]) => (isVisible ? [name] : []))
      .sort(compareText);
    return this.#visibleNames;
  }

  /** Names of all fields by code point. */
  get allNames(): readonly string[] {
    return [...this.#index().keys()].sort(compareText);
  }

  /** Where the topmost definition of a field stands. */
  spanOf(name: string): Span | undefined {
    return this.#index().get(name)?.span;
  }

  /** Runs the assertions of all layers once; throws a JsonnetError. While they run, they count as passed. */
  assertAll(): void {
    if (!this.#isUnchecked) return;
    this.#isUnchecked = false;
    for (const [at, { template }] of this.layers.entries()) {
      if (template.assertions.length === 0) continue;
      const frame = this.#frameOf(at);
      for (const assertion of template.assertions) assertion(frame);
    }
  }

  #evaluate(at: number, name: string): Value {
    const { template, fields, outers } = this.layers[at] as Layer;
    const { runtime } = template;
    runtime.enter();
    try {
      const outer = outers?.get(name);
      const frame = outer ? this.#bind(at, outer) : this.#frameOf(at);
      const value = (fields.get(name) as FieldShape).run(frame);
      runtime.leave();
      return value;
    } catch (caught) {
      throw toJsonnetError(caught).within(template.context);
    }
  }

  #frameOf(at: number): Frame {
    return (this.#frames[at] ??= this.#bind(at, (this.layers[at] as Layer).outer));
  }

  #bind(at: number, outer: Frame): Frame {
    const { template } = this.layers[at] as Layer;
    const frame = createFrame(template.layout, outer);
    frame[SELF_SLOT] = this;
    frame[LAYER_SLOT] = at;
    template.bind?.(frame);
    return frame;
  }

  #index(): ReadonlyMap<string, FieldEntry> {
    if (this.#entries) return this.#entries;
    const entries = new Map<string, FieldEntry>();
    for (const { fields } of this.layers) {
      for (const [name, { visibility, span }] of fields) {
        const isVisible =
          visibility === 'inherit' ? (entries.get(name)?.isVisible ?? true) : visibility === 'shown';
        entries.set(name, { isVisible, span });
      }
    }
    this.#entries = entries;
    return entries;
  }
}

/** Returns the object that `left + right` is. */
export function mergeObjects(left: JObject, right: JObject): JObject {
  return new JObject([...left.layers, ...right.layers]);
}
