import type { Node } from './ast.js';
import { createStaticError, type JsonnetError } from './jsonnet-error.js';
import type { Token } from './lex.js';
import type { Source } from './source.js';

/** A reading position in a file's tokens, with the few questions a parser asks. */
export class TokenCursor {
  readonly source: Source;
  /**
   * Parses one expression from here on; set by the expression parser, so that the object parser can call
   * back.
   */
  readonly parseNode: () => Node;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(source: Source, tokens: readonly Token[], parseNode: (cursor: TokenCursor) => Node) {
    this.source = source;
    this.#tokens = tokens;
    this.parseNode = () => parseNode(this);
  }

  /** The next token, or the one `ahead` of it; the end token repeats. */
  peek(ahead = 0): Token {
    return (this.#tokens[this.#at + ahead] ?? this.#tokens.at(-1)) as Token;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    if (this.#at < this.#tokens.length - 1) this.#at += 1;
    return token;
  }

  /** Offset at which the last taken token ended. */
  get end(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0;
  }

  /** Whether the next token is this symbol or keyword. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.text === text && (token.kind === 'symbol' || token.kind === 'keyword');
  }

  /** Takes the next token if it is this symbol or keyword. */
  take(text: string): boolean {
    const isThere = this.is(text);
    if (isThere) this.next();
    return isThere;
  }

  /** Takes this symbol or keyword; throws a static JsonnetError when something else stands there. */
  expect(text: string): Token {
    if (!this.is(text)) throw this.unexpected(`expected token ${JSON.stringify(text)} but got`);
    return this.next();
  }

  /** Takes an identifier; throws a static JsonnetError when something else stands there. */
  expectIdentifier(): Token {
    if (this.peek().kind !== 'identifier') throw this.unexpected('expected token IDENTIFIER but got');
    return this.next();
  }

  /** Returns an error at the next token, which the message leads up to. */
  unexpected(message: string): JsonnetError {
    const token = this.peek();
    if (token.kind === 'end') return this.fail('unexpected end of file.', token);
    const isWord = token.kind === 'symbol' || token.kind === 'keyword';
    return this.fail(
      `${message} ${isWord ? `"${token.text}"` : `(${token.kind.toUpperCase()}, "${token.text}")`}`,
      token,
    );
  }

  /** Returns a static error at a range of this file. */
  fail(message: string, range: { readonly start: number; readonly end: number }): JsonnetError {
    return createStaticError(message, { source: this.source, start: range.start, end: range.end });
  }
}
