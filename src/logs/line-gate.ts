import { levelNumbers, levels, placeOf } from './levels.js';

/** How many lines of a logger are let through; everything else is counted. */
export interface GateSettings {
  /** Of each message and level, so many lines a second are written; 0 writes all. */
  readonly sampleFirst: number;
  /** Of the lines after those, every so many-th is written; 0 writes none of them. */
  readonly sampleThereafter: number;
  /** Lines below error that a logger writes a second, and as many errors; 0 writes all. */
  readonly linesPerSecond: number;
}

/** Lets everything through. */
export const openGate: GateSettings = { sampleFirst: 0, sampleThereafter: 0, linesPerSecond: 0 };

/** Messages that are told apart within one second; those beyond are written. */
const mostMessages = 10_000;

/**
 * Decides which lines of a logger are written: zap's sampling per message and level, which leaves errors alone, and a
 * rate limit, in which errors have a share of their own. What ends the process is always written.
 */
export class LineGate {
  #settings: GateSettings;
  #isOpen = true;
  readonly #now: () => number;
  #second = Number.NaN;
  /** How often each message was said this second, by level. */
  readonly #said = new Map<number, Map<string, number>>();
  #usual = 0;
  #urgent = 0;
  #sampled = 0;
  #limited = 0;
  /** Lines that were asked for, by the place of their level. */
  readonly #records = new Float64Array(levels.length);

  constructor(settings: GateSettings = openGate, now: () => number = Date.now) {
    this.#settings = settings;
    this.#now = now;
    this.configure(settings);
  }

  configure(settings: GateSettings): void {
    this.#settings = settings;
    this.#isOpen = settings.sampleFirst <= 0 && settings.linesPerSecond <= 0;
  }

  /** Lines that were not written, by why. */
  get counts(): { readonly sampled: number; readonly limited: number } {
    return { sampled: this.#sampled, limited: this.#limited };
  }

  /** Lines that were asked for, written or not, quietest level last. */
  get records(): ArrayLike<number> {
    return this.#records;
  }

  /** Whether a line is written; one that is not has been counted. */
  admit(level: number, message: string): boolean {
    this.#records[placeOf(level)]!++;
    if (this.#isOpen || level >= levelNumbers.dpanic) return true;
    this.#turn();
    if (level < levelNumbers.error && !this.#isSampled(level, message)) {
      this.#sampled++;
      return false;
    }
    const { linesPerSecond } = this.#settings;
    const used = level < levelNumbers.error ? this.#usual++ : this.#urgent++;
    if (linesPerSecond <= 0 || used < linesPerSecond) return true;
    this.#limited++;
    return false;
  }

  #turn(): void {
    const second = Math.floor(this.#now() / 1000);
    if (second === this.#second) return;
    this.#second = second;
    this.#said.clear();
    this.#usual = 0;
    this.#urgent = 0;
  }

  #isSampled(level: number, message: string): boolean {
    const { sampleFirst, sampleThereafter } = this.#settings;
    if (sampleFirst <= 0) return true;
    let said = this.#said.get(level);
    if (said === undefined) this.#said.set(level, (said = new Map<string, number>()));
    const before = said.get(message);
    if (before === undefined && said.size >= mostMessages) return true;
    const times = (before ?? 0) + 1;
    said.set(message, times);
    return times <= sampleFirst || (sampleThereafter > 0 && (times - sampleFirst) % sampleThereafter === 0);
  }
}
