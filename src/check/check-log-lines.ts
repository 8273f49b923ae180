import { type Conventions, defaultConventions, type LogDialect } from '../conventions.js';
import { logDuplicateKey } from '../policies/log-duplicate-key.js';
import { logLine } from '../policies/log-line.js';
import { hideSecrets, logSecret } from '../policies/log-secret.js';
import { type LogFault, logSyntax } from '../policies/log-syntax.js';
import type { Policy } from '../problem.js';
import { type CheckResult, createCheckResult } from './check-result.js';
import { scanKeys } from './find-duplicate-key.js';
import { createLogLineValidator, type LogLineValidator } from './log-line-validator.js';
import { createProblemList, type Place, type ProblemList } from './problem-list.js';
import { type ByteChunks, type Line, readLines } from './read-lines.js';
import type { Treat } from './treatment.js';

/** Bytes a line may have; what Tricord writes is never longer, and collectors cut what is. */
const lineLimit = 65_536;

/** Levels a line may nest. */
const depthLimit = 32;

const controlCharacter = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** By what a log is judged. */
export interface LogLinesOptions {
  /** Name of the stream in reports. */
  readonly file: string;
  readonly conventions?: Conventions;
  /** That of the conventions by default. */
  readonly dialect?: LogDialect;
  /** Schema of a line; that of the dialect by default. */
  readonly schema?: object;
  readonly treat?: Treat | undefined;
  /** Judges one line of so many; 1 by default. */
  readonly sample?: number | undefined;
}

/**
 * Judges a stream of log lines in bounded memory; never throws for what the stream contains, only
 * `TRI_CHECK_MISSING_SCHEMA` for a dialect without a schema.
 */
export async function checkLogLines(chunks: ByteChunks, options: LogLinesOptions): Promise<CheckResult> {
  const { file, conventions = defaultConventions, schema, sample = 1 } = options;
  const validate = createLogLineValidator(options.dialect ?? conventions.logDialect, schema);
  const list = createProblemList(file, options.treat);
  const check = new LogCheck(list, conventions, validate);
  let last: Line | undefined;
  for await (const lines of readLines(chunks, lineLimit)) {
    for (const line of lines) if ((line.number - 1) % sample === 0) check.line(line);
    last = lines.at(-1);
  }
  if (last === undefined) check.fault({ fault: 'emptyStream' }, {});
  else if (!last.isEnded)
    check.fault({ fault: 'missingNewline' }, { line: last.number, source: hideSecrets(last.text) });
  return createCheckResult(file, 'logs', { list, subjects: Math.ceil((last?.number ?? 0) / sample) });
}

class LogCheck {
  readonly #list: ProblemList;
  readonly #conventions: Conventions;
  readonly #validate: LogLineValidator;

  constructor(list: ProblemList, conventions: Conventions, validate: LogLineValidator) {
    this.#list = list;
    this.#conventions = conventions;
    this.#validate = validate;
  }

  line(line: Line): void {
    const text = this.#readText(line);
    if (text === undefined) return;
    for (const verdict of logSecret.check({ text }, this.#conventions)) {
      const { part = '', ...rest } = verdict;
      const column = text.indexOf(part) + 1;
      this.#list.add(logSecret, rest, {
        line: line.number,
        source: hideSecrets(text),
        column,
        length: part.length,
      });
    }
    this.#judgeJson(text, line.number);
  }

  fault(fault: LogFault, place: Place): void {
    this.#judge(logSyntax, fault, place);
  }

  #judgeJson(text: string, number: number): void {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      this.#invalidJson(text, number, error);
      return;
    }
    const place = (): Place => ({ line: number, source: hideSecrets(text) });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const got = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
      return this.fault({ fault: 'notAnObject', data: { got } }, place());
    }
    const { duplicate, depth } = scanKeys(text, value);
    if (depth > depthLimit)
      return this.fault({ fault: 'tooDeep', data: { depth, limit: depthLimit } }, place());
    if (duplicate !== undefined)
      this.#judge(logDuplicateKey, { key: duplicate }, placeKey(place(), duplicate));
    for (const fault of this.#validate(value)) this.#judge(logLine, fault, place());
  }

  #invalidJson(text: string, number: number, error: unknown): void {
    const control = controlCharacter.exec(text);
    const place = { line: number, source: hideSecrets(text) };
    if (control !== null) return this.#control(control, place);
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    // V8 names no position in short texts; of those that are no object the first character is the fault.
    const known = /end of JSON/.test(message) ? text.length : /^\s*[^\s{]/.test(text) ? 0 : undefined;
    const at = position === undefined ? known : Number(position);
    const reason =
      at === undefined
        ? 'it does not parse'
        : at >= text.length
          ? 'it ends too early'
          : `at column ${at + 1}`;
    this.fault(
      { fault: 'invalidJson', data: { reason } },
      { ...place, ...(at === undefined ? {} : { column: at + 1, length: 1 }) },
    );
  }

  #control(control: RegExpExecArray, place: Place): void {
    const code = `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    this.fault(
      { fault: 'controlCharacter', data: { code } },
      { ...place, column: control.index + 1, length: 1 },
    );
  }

  /** Reports what is wrong with the bytes of a line and returns its text, or nothing when it is not to be parsed. */
  #readText({ number, text, bytes, isCut, isUtf8 }: Line): string | undefined {
    const place = () => ({ line: number, source: hideSecrets(text) });
    if (isCut) {
      this.fault({ fault: 'lineTooLong', data: { bytes, limit: lineLimit } }, place());
      return undefined;
    }
    if (!isUtf8)
      this.fault({ fault: 'invalidUtf8' }, { ...place(), column: text.indexOf('\ufffd') + 1, length: 1 });
    const hasMark = number === 1 && text.startsWith('\ufeff');
    const hasReturn = text.endsWith('\r');
    if (hasMark) this.fault({ fault: 'byteOrderMark' }, { ...place(), column: 1, length: 1 });
    if (hasReturn) this.fault({ fault: 'carriageReturn' }, { ...place(), column: text.length, length: 1 });
    const rest = text.slice(hasMark ? 1 : 0, hasReturn ? -1 : undefined);
    const control = controlCharacter.exec(rest);
    // Those below U+0020 break the JSON, and are reported with it.
    if (control !== null && control[0] >= '\u007f') this.#control(control, place());
    return rest;
  }

  #judge<Subject>(policy: Policy<Subject>, subject: Subject, place: Place): void {
    for (const verdict of policy.check(subject, this.#conventions)) this.#list.add(policy, verdict, place);
  }
}

/** Points at the second of two equal keys. */
function placeKey(place: Place, key: string): Place {
  const written = JSON.stringify(key);
  const first = place.source?.indexOf(written) ?? -1;
  const second = place.source?.indexOf(written, first + 1) ?? -1;
  return second === -1 ? place : { ...place, column: second + 2, length: written.length - 2 };
}
