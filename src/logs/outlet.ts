import type { Destination } from './destination.js';
import type { LineCounts } from './line-queue.js';

/** Returns what lays lines out for a reader. */
export type LayoutMaker = (isTerminal: boolean) => (line: string) => string;

/** The place where one logger writes: a destination that may become another one while lines are written. */
export class Outlet implements Destination {
  /** The same place for lines that have their layout already. */
  readonly plain: Pick<Destination, 'write' | 'isTerminal'>;
  #destination: Destination;
  #makeLayout: LayoutMaker | undefined;
  #layout: ((line: string) => string) | undefined;

  constructor(destination: Destination) {
    this.#destination = destination;
    const current = (): Destination => this.#destination;
    this.plain = {
      get isTerminal() {
        return current().isTerminal;
      },
      write: (line, isUrgent) => current().write(line, isUrgent),
    };
  }

  get name(): string {
    return this.#destination.name;
  }

  get counts(): LineCounts {
    return this.#destination.counts;
  }

  get trouble(): string | undefined {
    return this.#destination.trouble;
  }

  get atomicBytes(): number | undefined {
    return this.#destination.atomicBytes;
  }

  get isTerminal(): boolean {
    return this.#destination.isTerminal;
  }

  /** Has the next line go there. */
  turnTo(destination: Destination): void {
    this.#destination = destination;
    this.#layout = this.#makeLayout?.(destination.isTerminal);
  }

  /** Has the next line laid out, or written as it is. */
  layOut(make: LayoutMaker | undefined): void {
    this.#makeLayout = make;
    this.#layout = make?.(this.isTerminal);
  }

  write(line: string, isUrgent: boolean): void {
    this.#destination.write(this.#layout === undefined ? line : this.#layout(line), isUrgent);
  }

  flush(): Promise<void> {
    return this.#destination.flush();
  }

  flushSync(): void {
    this.#destination.flushSync();
  }

  close(): Promise<void> {
    return this.#destination.close();
  }
}
