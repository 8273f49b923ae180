import type { Importer } from './importer.js';
import { JsonnetError } from './jsonnet-error.js';
import type { NativeFunctions } from './native.js';
import type { Span } from './source.js';
import type { Value } from './values.js';

/** Budgets of one evaluation; each has a default that real dashboards stay far below. */
export interface Limits {
  /**
   * Nested calls, thunks and fields before "max stack frames exceeded"; the reference implementation's 500.
   * @default 500
   */
  readonly maxStack?: number;
  /** Calls, thunks, fields and elements made in total. @default 200_000_000 */
  readonly maxSteps?: number;
  /** Elements of one array. @default 10_000_000 */
  readonly maxArrayLength?: number;
  /**
   * Wall-clock milliseconds; looked at every few thousand steps. @default no limit in-process, 30_000 in a
   * worker
   */
  readonly timeoutMs?: number;
}

/** Everything an evaluation is given from outside, prepared. */
export interface RuntimeOptions {
  readonly limits: Limits;
  readonly natives: NativeFunctions;
  readonly readExtVar: (name: string) => Value | undefined;
  readonly createImporter: (runtime: Runtime) => Importer;
}

const STEPS_BETWEEN_CLOCK_READS = 20_000;
const TRACES_KEPT = 10_000;

/**
 * The state of one evaluation: depth, budget, imports, traces. Every compiled expression holds on to its
 * runtime.
 */
export class Runtime {
  readonly natives: NativeFunctions;
  readonly readExtVar: (name: string) => Value | undefined;
  readonly importer: Importer;
  readonly traces: string[] = [];
  readonly maxArrayLength: number;
  /** Where the call of a native function stands that runs now; `std.trace` prints it. */
  callSpan: Span | undefined;
  readonly #maxStack: number;
  readonly #deadline: number;
  #depth = 0;
  #fuel = STEPS_BETWEEN_CLOCK_READS;
  #reserve: number;

  constructor({ limits, natives, readExtVar, createImporter }: RuntimeOptions) {
    this.natives = natives;
    this.readExtVar = readExtVar;
    this.importer = createImporter(this);
    this.#maxStack = limits.maxStack ?? 500;
    this.#reserve = (limits.maxSteps ?? 200_000_000) - this.#fuel;
    this.maxArrayLength = limits.maxArrayLength ?? 10_000_000;
    this.#deadline = performance.now() + (limits.timeoutMs ?? Number.POSITIVE_INFINITY);
  }

  /** Counts one more nested evaluation; throws a JsonnetError of kind `limit` when a budget is spent. */
  enter(): void {
    this.#depth += 1;
    if (this.#depth > this.#maxStack) throw new JsonnetError('max stack frames exceeded.', 'limit');
    this.#fuel -= 1;
    if (this.#fuel < 0) this.#refuel();
  }

  /**
   * Counts the end of a nested evaluation. A failed one is not counted down: nothing evaluates after an
   * error.
   */
  leave(): void {
    this.#depth -= 1;
  }

  /** Counts work done by native code, such as elements made; throws like `enter`. */
  spend(steps: number): void {
    this.#fuel -= steps;
    if (this.#fuel < 0) this.#refuel();
  }

  /**
   * Returns the length if an array may have it and counts its elements; throws a JsonnetError of kind
   * `limit`.
   */
  reserveArray(length: number): number {
    if (length > this.maxArrayLength) {
      throw new JsonnetError(
        `array of ${length} elements exceeds the limit of ${this.maxArrayLength}`,
        'limit',
      );
    }
    this.spend(length);
    return length;
  }

  /** Keeps a `std.trace` line; after 10,000 they are dropped. */
  trace(line: string): void {
    if (this.traces.length < TRACES_KEPT) this.traces.push(line);
  }

  #refuel(): void {
    this.#reserve += this.#fuel - STEPS_BETWEEN_CLOCK_READS;
    this.#fuel = STEPS_BETWEEN_CLOCK_READS;
    if (this.#reserve < 0) throw new JsonnetError('step budget spent; raise limits.maxSteps', 'limit');
    if (performance.now() > this.#deadline)
      throw new JsonnetError('time limit reached; raise limits.timeoutMs', 'limit');
  }
}
