import type {
  ExpositionFamily,
  ExpositionFormat,
  ExpositionSample,
  FamilyType,
} from '../policies/exposition-family.js';
import type { MetadataLine } from '../policies/exposition-metadata.js';

/** A family together with the lines of the page that make it, by line number. */
export interface CollectedFamily extends ExpositionFamily {
  readonly sources: ReadonlyMap<number, string>;
}

/** Receives what the collector finds; a family comes when the page leaves it. */
export interface FamilyReceiver {
  family(family: CollectedFamily): void;
  metadata(line: MetadataLine, number: number, source: string): void;
}

/** What is remembered of a family after the page has left it. */
interface FamilyHead {
  readonly name: string;
  type: FamilyType;
  help?: string;
  unit?: string;
  hasType: boolean;
  hasSamples: boolean;
}

interface OpenFamily {
  readonly head: FamilyHead;
  readonly samples: ExpositionSample[];
  readonly sources: Map<number, string>;
  readonly line: number;
  readonly reopened: boolean;
}

/** Type → the suffixes its samples carry in each format. */
const generated: Readonly<
  Record<ExpositionFormat, Readonly<Partial<Record<FamilyType, readonly string[]>>>>
> = {
  text: { histogram: ['_bucket', '_count', '_sum'], summary: ['_count', '_sum'] },
  openmetrics: {
    counter: ['_total', '_created'],
    gaugehistogram: ['_bucket', '_gcount', '_gsum', '_created'],
    histogram: ['_bucket', '_count', '_sum', '_created'],
    info: ['_info'],
    summary: ['_count', '_sum', '_created'],
  },
};
const suffix = /_(?:bucket|count|sum|gcount|gsum|total|created|info)$/;

/** Gathers the lines of a page into families, one at a time: it holds the one that is open, and of others the head. */
export class FamilyCollector {
  readonly #format: ExpositionFormat;
  readonly #receiver: FamilyReceiver;
  readonly #heads = new Map<string, FamilyHead>();
  #open: OpenFamily | undefined;

  constructor(format: ExpositionFormat, receiver: FamilyReceiver) {
    this.#format = format;
    this.#receiver = receiver;
  }

  metadata(
    keyword: MetadataLine['keyword'],
    name: string,
    at: { text: string; number: number; source: string },
  ): void {
    const { text, number, source } = at;
    const { head } = this.#enter(name, number, source);
    const isRepeated =
      keyword === 'TYPE' ? head.hasType : (keyword === 'HELP' ? head.help : head.unit) !== undefined;
    const line: MetadataLine = {
      ...{ keyword, name, text, isRepeated },
      format: this.#format,
      followsSamples: head.hasSamples,
    };
    this.#receiver.metadata(line, number, source);
    if (isRepeated) return;
    if (keyword === 'HELP') head.help = text;
    if (keyword === 'UNIT') head.unit = text;
    if (keyword === 'TYPE') {
      head.hasType = true;
      if (Object.hasOwn(knownTypes, text) && !head.hasSamples) head.type = text as FamilyType;
    }
  }

  sample(sample: ExpositionSample, source: string): void {
    const family = this.#enter(this.#familyOf(sample.name), sample.line, source);
    family.head.hasSamples = true;
    family.samples.push(sample);
  }

  /** Hands over the family that is open. */
  close(): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const { name, type, help, unit } = open.head;
    const clash = this.#findClash(open.head);
    this.#receiver.family({
      ...{
        name,
        type,
        format: this.#format,
        samples: open.samples,
        line: open.line,
        reopened: open.reopened,
      },
      ...(help === undefined ? {} : { help }),
      ...(unit === undefined ? {} : { unit }),
      ...(clash === undefined ? {} : { clash }),
      sources: open.sources,
    });
  }

  #enter(name: string, number: number, source: string): OpenFamily {
    if (this.#open?.head.name !== name) {
      this.close();
      const known = this.#heads.get(name);
      const head = known ?? { name, type: this.#untyped, hasType: false, hasSamples: false };
      this.#heads.set(name, head);
      this.#open = { head, samples: [], sources: new Map(), line: number, reopened: known !== undefined };
    }
    const open = this.#open as OpenFamily;
    open.sources.set(number, source);
    return open;
  }

  #familyOf(sample: string): string {
    if (this.#heads.has(sample)) return sample;
    const end = suffix.exec(sample)?.[0];
    const base = end === undefined ? undefined : this.#heads.get(sample.slice(0, -end.length));
    return base !== undefined && this.#suffixes(base.type).includes(end ?? '') ? base.name : sample;
  }

  /** Finds another family with samples of the same name, declared before or after this one. */
  #findClash({ name, type }: FamilyHead): ExpositionFamily['clash'] {
    const end = suffix.exec(name)?.[0];
    const base = end === undefined ? undefined : this.#heads.get(name.slice(0, -end.length));
    if (base !== undefined && this.#suffixes(base.type).includes(end ?? ''))
      return { name: base.name, type: base.type, sample: name };
    const taken = this.#suffixes(type).map((one) => this.#heads.get(name + one));
    const other = taken.find((head) => head !== undefined);
    return other === undefined ? undefined : { name: other.name, type: other.type, sample: other.name };
  }

  #suffixes(type: FamilyType): readonly string[] {
    return generated[this.#format][type] ?? [];
  }

  get #untyped(): FamilyType {
    return this.#format === 'text' ? 'untyped' : 'unknown';
  }
}

const knownTypes: Readonly<Record<FamilyType, true>> = {
  counter: true,
  gauge: true,
  gaugehistogram: true,
  histogram: true,
  info: true,
  stateset: true,
  summary: true,
  unknown: true,
  untyped: true,
};
