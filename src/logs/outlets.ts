import { closeSync } from 'node:fs';
import { createDestination, type Destination, type DestinationOptions } from './destination.js';
import type { LineGate } from './line-gate.js';
import { byName, countLines, type LogCounts } from './line-tally.js';
import { openAppending } from './open-target.js';
import { Outlet } from './outlet.js';

/** The two loggers of a service. */
export type LoggerName = 'framework' | 'business';

/** Where the two loggers write: to one destination, or to two. */
export interface OutletOptions {
  readonly destination: DestinationOptions;
  /** @default where the business logger does */
  readonly frameworkDestination?: DestinationOptions;
}

interface Place {
  readonly key: string;
  readonly destination: Destination;
}

const nothing = { produced: 0, written: 0, dropped: 0, buffered: 0, bufferedBytes: 0 };

/** The open destinations of a service; throws TRI_LOGS_UNWRITABLE_FILE. */
export class Outlets implements Readonly<Record<LoggerName, Outlet>> {
  readonly business: Outlet;
  readonly framework: Outlet;
  readonly #gates: Readonly<Record<LoggerName, LineGate>>;
  #business: Place;
  /** The framework logger's, when it has one of its own. */
  #own: Place | undefined;
  /** Those that nobody writes to any more, until what waits in them is written. */
  readonly #leaving = new Map<Destination, { readonly name: string; readonly closed: Promise<void> }>();
  /** What became of lines in places that are closed. */
  #past: readonly LogCounts[] = [];
  /** What the gates had left out when the last place was left. */
  readonly #counted = { business: { sampled: 0, limited: 0 }, framework: { sampled: 0, limited: 0 } };

  constructor(
    { destination, frameworkDestination }: OutletOptions,
    gates: Readonly<Record<LoggerName, LineGate>>,
  ) {
    this.#gates = gates;
    this.#business = openPlace(destination);
    this.#own = frameworkDestination && openPlace(frameworkDestination);
    this.business = new Outlet(this.#business.destination);
    this.framework = new Outlet((this.#own ?? this.#business).destination);
  }

  /** What one write may hold, where it matters at all. */
  get atomicBytes(): number | undefined {
    return this.business.atomicBytes ?? this.framework.atomicBytes;
  }

  /**
   * Has the next line go elsewhere, and closes what is left once its lines are written. Throws
   * TRI_LOGS_UNWRITABLE_FILE, and then everything stays as it is.
   */
  move({ destination, frameworkDestination }: OutletOptions): void {
    const [business, own] = this.#openAll(destination, frameworkDestination);
    const left = [this.#business, this.#own].filter(
      (place): place is Place => place !== undefined && place !== business && place !== own,
    );
    const names = new Map(left.map((place) => [place, this.#nameOf(place)]));
    if (left.length > 0 || own !== this.#own) this.#settleGates();
    [this.#business, this.#own] = [business, own];
    this.business.turnTo(business.destination);
    this.framework.turnTo((own ?? business).destination);
    for (const place of left) this.#leave(place, names.get(place) ?? place.destination.name);
  }

  /** What became of the lines, by destination; of places that were left too. */
  counts(): readonly LogCounts[] {
    const leaving = [...this.#leaving].map(([{ counts }, { name }]) => countLines(name, counts));
    return byName([...this.#current(), ...leaving, ...this.#past]);
  }

  /** What is wrong with the destinations that are in trouble, by name. */
  troubles(): Readonly<Record<string, string>> {
    const places = [this.#business, this.#own].filter((place) => place !== undefined);
    return Object.fromEntries(
      places.flatMap((place) => {
        const { trouble } = place.destination;
        return trouble === undefined ? [] : [[this.#nameOf(place), trouble] as const];
      }),
    );
  }

  async flush(): Promise<void> {
    const closing = [...this.#leaving.values()].map(({ closed }) => closed);
    await Promise.all([...this.#open().map((each) => each.flush()), ...closing]);
  }

  flushSync(): void {
    for (const each of [...this.#leaving.keys(), ...this.#open()]) each.flushSync();
  }

  async close(): Promise<void> {
    const closing = [...this.#leaving.values()].map(({ closed }) => closed);
    await Promise.all([...this.#open().map((each) => each.close()), ...closing]);
  }

  #open(): Destination[] {
    return [this.#business, this.#own].flatMap((place) => place?.destination ?? []);
  }

  #openAll(business: DestinationOptions, own: DestinationOptions | undefined): [Place, Place | undefined] {
    const first = keep(this.#business, business) ?? openPlace(business);
    try {
      return [first, own && (keep(this.#own, own) ?? openPlace(own))];
    } catch (error) {
      if (first !== this.#business) void first.destination.close();
      throw error;
    }
  }

  #current(): LogCounts[] {
    const gates: LoggerName[] = this.#own === undefined ? ['business', 'framework'] : ['business'];
    const business = countLines(
      this.#nameOf(this.#business),
      this.#business.destination.counts,
      this.#leftOut(gates),
    );
    if (this.#own === undefined) return [business];
    const { counts } = this.#own.destination;
    return [business, countLines(this.#nameOf(this.#own), counts, this.#leftOut(['framework']))];
  }

  #nameOf(place: Place): string {
    const { name } = place.destination;
    return place === this.#own && name === this.#business.destination.name ? `${name}.framework` : name;
  }

  /** What gates have left out since a place was left for the last time. */
  #leftOut(names: readonly LoggerName[]): { sampled: number; limited: number } {
    const sum = (key: 'sampled' | 'limited'): number =>
      names.reduce((total, name) => total + this.#gates[name].counts[key] - this.#counted[name][key], 0);
    return { sampled: sum('sampled'), limited: sum('limited') };
  }

  /** Puts what the gates have left out down to the places that are about to be left. */
  #settleGates(): void {
    const settled = this.#current().map(({ destination, sampled, limited }) =>
      countLines(destination, nothing, { sampled, limited }),
    );
    this.#past = byName([...this.#past, ...settled]);
    for (const name of ['business', 'framework'] as const)
      this.#counted[name] = { ...this.#gates[name].counts };
  }

  #leave({ destination }: Place, name: string): void {
    const closed = destination.close().then(() => {
      this.#leaving.delete(destination);
      this.#past = byName([...this.#past, countLines(name, destination.counts)]);
    });
    this.#leaving.set(destination, { name, closed });
  }
}

/** Throws TRI_LOGS_UNWRITABLE_FILE when a file cannot be written to. */
export function assertWritable({ destination, frameworkDestination }: OutletOptions): void {
  for (const each of [destination, frameworkDestination])
    if (each?.kind === 'file') closeSync(openAppending(each.path));
}

function openPlace(options: DestinationOptions): Place {
  return { key: keyOf(options), destination: createDestination(options) };
}

/** Returns the place as long as it is the one that is wanted; a file may be rotated otherwise from now on. */
function keep(place: Place | undefined, options: DestinationOptions): Place | undefined {
  if (place?.key !== keyOf(options)) return undefined;
  if (options.kind === 'file') place.destination.rotate?.(options.rotation);
  return place;
}

function keyOf(options: DestinationOptions): string {
  return options.kind === 'file' ? `file:${options.path}` : options.kind;
}
