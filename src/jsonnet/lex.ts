import { createStaticError } from './jsonnet-error.js';
import { readQuoted, readTextBlock, readVerbatim, type Literal } from './lex-string.js';
import type { Source } from './source.js';

/** What a token is; `block` is a `|||` string, which imports may not use. */
export type TokenKind = 'identifier' | 'keyword' | 'number' | 'string' | 'block' | 'symbol' | 'end';

/** One token: `text` is the decoded value of a string and the spelling of everything else. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'assert else error false for function if import importstr importbin in local null self super tailstrict then true'.split(
    ' ',
  ),
);
const BRACKETS = '{}[](),.;';
const OPERATOR_CHARACTERS = '!$:~+-&|^=<>*/%';
const OPERATORS: ReadonlySet<string> = new Set(
  '! $ : :: ::: +: +:: +::: == != = < <= > >= << >> + - * / % & && | || ^ ~'.split(' '),
);
const LONGEST_OPERATOR = 4;
const SPACE = /(?:[ \t\r\n]+|\/\/[^\n]*|#[^\n]*|\/\*[^]*?\*\/)*/y;
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:0|[1-9](?:_?[0-9])*)(?:(\.)([0-9](?:_?[0-9])*)?)?(?:([eE])([+-]?)([0-9](?:_?[0-9])*)?)?/y;

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readNumber(source: Source, at: number): Token {
  const found = match(NUMBER, source.text, at);
  if (!found) throw createStaticError('could not lex number', { source, start: at, end: at + 1 });
  const [text, dot, fraction, exponent, sign, power] = found;
  const end = at + text.length;
  const junk = source.text[end] ?? '';
  const place = { source, start: at, end: at + 1 };
  if (dot && fraction === undefined) {
    throw createStaticError(`couldn't lex number, junk after decimal point: ${exponent ?? junk}`, place);
  }
  if (exponent && power === undefined) {
    const where = sign ? `exponent sign: ${junk}` : `'E': ${junk}`;
    throw createStaticError(`couldn't lex number, junk after ${where}`, place);
  }
  if (junk === '_')
    throw createStaticError(`couldn't lex number, junk after '_': ${source.text[end + 1] ?? ''}`, place);
  return { kind: 'number', text: text.replaceAll('_', ''), start: at, end };
}

function readOperator(source: Source, at: number): Token {
  const { text } = source;
  let end = at;
  // No operator is longer; the bound keeps a long row of signs from being read over and over.
  const limit = Math.min(text.length, at + LONGEST_OPERATOR + 1);
  while (end < limit && OPERATOR_CHARACTERS.includes(text[end] as string)) {
    if (end > at && (text.startsWith('//', end) || text.startsWith('/*', end) || text.startsWith('|||', end)))
      break;
    end += 1;
  }
  while (end > at + 1 && '+-~!$'.includes(text[end - 1] as string)) end -= 1;
  const operator = text.slice(at, end);
  if (!OPERATORS.has(operator)) {
    throw createStaticError(`not an operator: "${operator}"`, { source, start: at, end });
  }
  return { kind: 'symbol', text: operator, start: at, end };
}

function toToken(kind: TokenKind, start: number, literal: Literal): Token {
  return { kind, text: literal.value, start, end: literal.end };
}

function readToken(source: Source, at: number): Token {
  const { text } = source;
  const character = text[at] as string;
  const word = match(IDENTIFIER, text, at)?.[0];
  if (word)
    return {
      kind: KEYWORDS.has(word) ? 'keyword' : 'identifier',
      text: word,
      start: at,
      end: at + word.length,
    };
  if (BRACKETS.includes(character)) return { kind: 'symbol', text: character, start: at, end: at + 1 };
  if (character >= '0' && character <= '9') return readNumber(source, at);
  if (character === '"' || character === "'") return toToken('string', at, readQuoted(source, at));
  if (character === '@') return toToken('string', at, readVerbatim(source, at));
  if (text.startsWith('|||', at)) return toToken('block', at, readTextBlock(source, at));
  if (OPERATOR_CHARACTERS.includes(character)) return readOperator(source, at);
  throw createStaticError(`Could not lex the character '${character}'`, { source, start: at, end: at + 1 });
}

/** Returns the tokens of a file, the last of kind `end`; throws a static JsonnetError. */
export function lex(source: Source): Token[] {
  const tokens: Token[] = [];
  const { text } = source;
  let at = 0;
  for (;;) {
    at += match(SPACE, text, at)?.[0].length ?? 0;
    if (at >= text.length) break;
    if (text.startsWith('/*', at)) {
      throw createStaticError('multi-line comment has no terminating */', { source, start: at, end: at + 2 });
    }
    const token = readToken(source, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: 'end of file', start: text.length, end: text.length });
  return tokens;
}
