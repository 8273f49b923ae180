/** Which traces that begin here are sampled. */
export interface SamplingOptions {
  /** Share of them, 0 to 1. */
  readonly ratio: number;
  /** Shares of single methods, e.g. `{ 'GET./healthz': 0, 'POST./pay*': 1 }`; a `*` ends a beginning. */
  readonly routes?: Readonly<Record<string, number>>;
  /** Most sampled traces that begin in one second; 0 is no limit. @default 0 */
  readonly perSecond?: number;
}

/** Decides about traces that begin here, by the coin that lies in their ids. */
export class HeadSampler {
  #ratio = 0;
  #exact = new Map<string, number>();
  #beginnings: [beginning: string, ratio: number][] = [];
  #perSecond = 0;
  #tokens = 0;
  /** Long ago: a service that starts has all that a second allows. */
  #filledAt = -Infinity;

  constructor(options: SamplingOptions) {
    this.configure(options);
  }

  /** Takes effect with the next trace. */
  configure({ ratio, routes = {}, perSecond = 0 }: SamplingOptions): void {
    this.#ratio = ratio;
    const entries = Object.entries(routes);
    this.#exact = new Map(entries.filter(([route]) => !route.endsWith('*')));
    this.#beginnings = entries
      .filter(([route]) => route.endsWith('*'))
      .map(([route, share]): [string, number] => [route.slice(0, -1), share])
      // The longest is the most exact.
      .sort(([a], [b]) => b.length - a.length);
    this.#perSecond = perSecond;
    this.#tokens = Math.min(this.#tokens, perSecond);
  }

  /** Whether a method may change the decision. */
  get hasRoutes(): boolean {
    return this.#exact.size + this.#beginnings.length > 0;
  }

  /** `coin` is 0 to 1, `now` a reading of `performance.now()`. */
  decide(coin: number, method: string | undefined, now: number): boolean {
    const ratio = method === undefined || !this.hasRoutes ? this.#ratio : this.#ratioOf(method);
    return coin < ratio && (this.#perSecond === 0 || this.#take(now));
  }

  /** Gives back what a decision took that was taken back. */
  undo(): void {
    this.#tokens = Math.min(this.#tokens + 1, this.#perSecond);
  }

  #ratioOf(method: string): number {
    const exact = this.#exact.get(method);
    if (exact !== undefined) return exact;
    return this.#beginnings.find(([beginning]) => method.startsWith(beginning))?.[1] ?? this.#ratio;
  }

  #take(now: number): boolean {
    const refill = ((now - this.#filledAt) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#perSecond, this.#tokens + refill);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
