import type { Frame, Run } from './frame.js';
import { toJsonnetError } from './jsonnet-error.js';
import type { Runtime } from './runtime.js';
import type { Span } from './source.js';
import type { Value } from './values.js';

/** The place in the program that thunks come from: how to run it, and what to call it in a trace. */
export interface Site {
  readonly runtime: Runtime;
  readonly run: Run<Value>;
  readonly context: string;
  readonly span: Span | undefined;
}

/**
 * An expression with its frame, evaluated at most once; afterwards it keeps only the value and where it came
 * from.
 */
export class Thunk {
  readonly site: Site;
  #frame: Frame | undefined;
  #value: Value | undefined;

  constructor(site: Site, frame: Frame | undefined, value?: Value) {
    this.site = site;
    this.#frame = frame;
    this.#value = value;
  }

  /** Returns the value, evaluating it the first time; throws a JsonnetError, again at each call. */
  force(): Value {
    const frame = this.#frame;
    if (frame === undefined) return this.#value as Value;
    const { site } = this;
    site.runtime.enter();
    try {
      const value = site.run(frame);
      site.runtime.leave();
      this.#value = value;
      this.#frame = undefined;
      return value;
    } catch (caught) {
      throw toJsonnetError(caught).within(site.context);
    }
  }
}
