/** A series, or what follows the next label value. */
type Child<Series extends object> = Series | SeriesBranch<Series>;

/**
 * What follows a label value, by the value of the next label. Most branches have one child only (one type, one code),
 * and comparing with that is twice as fast as a map, and smaller.
 */
export class SeriesBranch<Series extends object> {
  #value: unknown;
  #child: Child<Series> | undefined;
  #children: Map<unknown, Child<Series>> | undefined;

  /** Returns what follows a value, if anything does. */
  get(value: unknown): Child<Series> | undefined {
    if (this.#children !== undefined) return this.#children.get(value);
    return value === this.#value ? this.#child : undefined;
  }

  /** Keeps what follows a value that nothing followed yet. */
  set(value: unknown, child: Child<Series>): void {
    if (this.#children !== undefined) {
      this.#children.set(value, child);
    } else if (this.#child === undefined) {
      this.#value = value;
      this.#child = child;
    } else {
      this.#children = new Map<unknown, Child<Series>>([[this.#value, this.#child]]).set(value, child);
    }
  }
}
