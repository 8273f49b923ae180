import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { type Conventions, defaultConventions } from '../conventions.js';
import type { ExpositionFormat } from '../policies/exposition-family.js';
import { expositionMetadata } from '../policies/exposition-metadata.js';
import { expositionSyntax, type SyntaxFault } from '../policies/exposition-syntax.js';
import type { Policy } from '../problem.js';
import { CardinalityCounter } from './cardinality.js';
import { type CheckResult, createCheckResult } from './check-result.js';
import { createDeclaredMetrics, type DeclaredMetrics } from './declared-metrics.js';
import { detectExpositionFormat } from './detect-exposition-format.js';
import { type CollectedFamily, FamilyCollector } from './family-collector.js';
import { type FamilyFinding, judgeFamily } from './judge-family.js';
import { parseExpositionLine } from './parse-exposition-line.js';
import { peekStream } from './peek-stream.js';
import { createProblemList, findWord, type Place, type ProblemList } from './problem-list.js';
import { type ByteChunks, type Line, readLines } from './read-lines.js';
import type { Treat } from './treatment.js';

/** Bytes of a page that are read. */
export const pageLimit = 64 << 20;

/** Series of a page that are judged; Prometheus servers limit targets to far fewer. */
const seriesLimit = 500_000;

/** Bytes of a line that are read. */
const lineLimit = 1 << 20;

/** By what a page is judged. */
export interface ExpositionOptions {
  /** Name of the page in reports. */
  readonly file: string;
  /** Those of the catalog by default, else the default ones. */
  readonly conventions?: Conventions;
  /** With it, metrics of ours must be declared, with their labels. */
  readonly catalog?: ServiceCatalog;
  /** Found out from the page when absent. */
  readonly format?: ExpositionFormat;
  readonly treat?: Treat | undefined;
  /** Reports so many of the metrics with the most series. */
  readonly top?: number | undefined;
}

/** Judges a page of metrics, a line at a time; never throws for what the page contains. */
export async function checkExposition(chunks: ByteChunks, options: ExpositionOptions): Promise<CheckResult> {
  const { head, chunks: page } = await peekStream(chunks, 1 << 18);
  const check = new ExpositionCheck(options, options.format ?? detectExpositionFormat(head));
  let bytes = 0;
  for await (const lines of readLines(page, lineLimit)) {
    for (const line of lines) {
      bytes += line.bytes + 1;
      check.line(line);
    }
    if (bytes > pageLimit) check.stop({ fault: 'pageTooLong', data: { limit: pageLimit } });
    if (check.isStopped) break;
  }
  return check.end();
}

class ExpositionCheck {
  readonly #file: string;
  readonly #format: ExpositionFormat;
  readonly #conventions: Conventions;
  readonly #declared: DeclaredMetrics | undefined;
  readonly #list: ProblemList;
  readonly #families: FamilyCollector;
  readonly #cardinality: CardinalityCounter | undefined;
  #series = 0;
  #last: Line | undefined;
  #hasEof = false;
  #isWhole = true;

  constructor({ file, conventions, catalog, treat, top }: ExpositionOptions, format: ExpositionFormat) {
    this.#file = file;
    this.#format = format;
    this.#conventions = conventions ?? catalog?.conventions ?? defaultConventions;
    this.#declared = catalog === undefined ? undefined : createDeclaredMetrics(catalog);
    this.#list = createProblemList(file, treat);
    this.#cardinality = top === undefined ? undefined : new CardinalityCounter(top);
    this.#families = new FamilyCollector(format, {
      family: (family) => this.#judgeFamily(family),
      metadata: (subject, line, source) => this.#judge(expositionMetadata, subject, { line, source }),
    });
  }

  line(line: Line): void {
    if (this.isStopped) return;
    this.#last = line;
    const { number } = line;
    const text = this.#readText(line);
    if (text === undefined) return;
    if (this.#hasEof) return this.#fault({ fault: 'afterEof' }, { line: number, source: text });
    const parsed = parseExpositionLine(text, this.#format);
    if (parsed.kind === 'eof') this.#hasEof = true;
    if (parsed.kind === 'fault') {
      const { fault, column, length } = parsed;
      this.#fault(fault, { line: number, source: text, column, length });
    }
    if (parsed.kind === 'metadata') {
      this.#families.metadata(parsed.keyword, parsed.name, { text: parsed.text, number, source: text });
    }
    if (parsed.kind === 'sample') {
      this.#series += 1;
      if (this.#series > seriesLimit)
        return this.stop({ fault: 'tooManySeries', data: { limit: seriesLimit } });
      this.#families.sample({ ...parsed.sample, line: number }, text);
    }
  }

  /** Whether the rest of the page is not to be read. */
  get isStopped(): boolean {
    return !this.#isWhole;
  }

  stop(fault: SyntaxFault): void {
    this.#isWhole = false;
    this.#fault(fault, { line: this.#last?.number ?? 1 });
  }

  end(): CheckResult {
    this.#families.close();
    const last = this.#last;
    const place = last === undefined ? {} : { line: last.number, source: last.text };
    if (this.#isWhole) {
      if (last !== undefined && !last.isEnded) this.#fault({ fault: 'missingNewline' }, place);
      if (this.#format === 'openmetrics' && !this.#hasEof) this.#fault({ fault: 'missingEof' }, place);
    }
    if (this.#series === 0 && !this.#list.counts.has(expositionSyntax.id))
      this.#fault({ fault: 'emptyPage' }, {});
    const result = createCheckResult(this.#file, 'metrics', { list: this.#list, subjects: this.#series });
    return this.#cardinality === undefined ? result : { ...result, cardinality: this.#cardinality.largest() };
  }

  /** Reports what is wrong with the bytes of a line and returns its text, or nothing when it cannot be parsed. */
  #readText({ number, text, bytes, isCut, isUtf8 }: Line): string | undefined {
    const place = { line: number, source: text };
    if (isCut) {
      this.#fault({ fault: 'lineTooLong', data: { bytes, limit: lineLimit } }, place);
      return undefined;
    }
    if (!isUtf8) {
      this.#fault({ fault: 'invalidUtf8' }, { ...place, column: text.indexOf('\ufffd') + 1, length: 1 });
      return undefined;
    }
    let rest = text;
    if (number === 1 && rest.startsWith('\ufeff')) {
      this.#fault({ fault: 'byteOrderMark' }, { ...place, column: 1, length: 1 });
      rest = rest.slice(1);
    }
    if (rest.endsWith('\r')) {
      rest = rest.slice(0, -1);
      this.#fault(
        { fault: 'carriageReturn' },
        { line: number, source: rest, column: rest.length + 1, length: 1 },
      );
    }
    return rest;
  }

  #judgeFamily(family: CollectedFamily): void {
    this.#cardinality?.count(family);
    for (const finding of judgeFamily(family, this.#conventions, this.#declared)) {
      this.#list.add(finding.policy, finding.verdict, placeVerdict(family, finding));
    }
  }

  #judge<Subject>(policy: Policy<Subject>, subject: Subject, place: Place): void {
    for (const verdict of policy.check(subject, this.#conventions)) this.#list.add(policy, verdict, place);
  }

  #fault(fault: SyntaxFault, place: Place): void {
    this.#judge(expositionSyntax, fault, place);
  }
}

/** Points at the part a verdict is about, in its line or else in the first line of the family that has it. */
function placeVerdict(family: CollectedFamily, { verdict, line }: FamilyFinding): Place {
  const { part, data } = verdict;
  const source = family.sources.get(line);
  if (source === undefined) return { line };
  if (part === undefined) return { line, source };
  if (source.includes(part)) {
    // A value is sought behind the labels, which may contain the same digits.
    const isValue = [data?.['value'], data?.['count']].includes(part);
    const at = isValue
      ? findWord(source, part, Math.max(0, source.lastIndexOf('}')))
      : findWord(source, part);
    return { line, source, ...(at === -1 ? {} : { column: at + 1, length: part.length }) };
  }
  const other = [...family.sources].find(([, text]) => findWord(text, part) !== -1);
  // OpenMetrics writes the name of a counter without the `_total` that the sentence shows.
  const word = other === undefined && part.startsWith(family.name) ? family.name : part;
  const [number, text] = other ?? [line, source];
  const at = findWord(text, word);
  return { line: number, source: text, ...(at === -1 ? {} : { column: at + 1, length: word.length }) };
}
