/** What telemetry may say of a statement: never a value. */
export interface StatementDescription {
  /** First keyword, upper case, e.g. `SELECT`; empty when the text has none. */
  readonly operation: string;
  /** First table named, without quotes; empty when there is none. */
  readonly table: string;
  /** The statement with every literal replaced by `?`, comments dropped and space collapsed, cut at 2,048 characters. */
  readonly template: string;
}

/** Characters of a statement that are looked at, and of its template that are kept. */
const statementLimit = 16_384;
const templateLimit = 2_048;

/** Statements whose description is kept; services send few distinct ones, and what varies must not grow this. */
const descriptionsKept = 500;

const tableKeyword = /^(?:from|into|update|join|table)$/i;

/** Longer statements are described each time, so that bulk inserts are not kept. */
const keptLength = 4_096;

/** Databases that spell literals differently. */
export type SqlDialect = 'postgresql' | 'mysql';

/** One token: comment, literal, quoted name, word or another character. What is no name is a literal. */
const dialects = {
  // Literals: plain, escaped (`E'…'`), dollar-quoted, hexadecimal.
  postgresql: {
    token:
      /--[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)|[eE]'(?:[^'\\]|''|\\[\s\S])*'?|'(?:[^']|'')*'?|\$([A-Za-z_]\w*)?\$[\s\S]*?(?:\$\1\$|$)|"(?:[^"]|"")*"?|`[^`]*`?|\$\d+|\d[\w.]*|[A-Za-z_][\w$]*|\s+|[\s\S]/g,
    literal: /^(?:['\d]|[eE]'|\$(?!\d))/,
    comment: /^(?:--|\/\*)/,
  },
  // A backslash escapes in every string, double quotes are strings too, and `#` begins a comment.
  mysql: {
    token:
      /--[^\n]*|#[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$)|'(?:[^'\\]|''|\\[\s\S])*'?|"(?:[^"\\]|""|\\[\s\S])*"?|`[^`]*`?|\d[\w.]*|[A-Za-z_][\w$]*|\s+|[\s\S]/g,
    literal: /^['"\d]/,
    comment: /^(?:--|#|\/\*)/,
  },
} as const;

/** Returns a function that describes statements and remembers the latest of them. */
export function createStatementDescriber(dialect: SqlDialect): (text: string) => StatementDescription {
  const known = new Map<string, StatementDescription>();
  return (text) => {
    let description = known.get(text);
    if (description === undefined) {
      description = describeStatement(text, dialect);
      if (known.size >= descriptionsKept) known.clear();
      if (text.length <= keptLength) known.set(text, description);
    }
    return description;
  };
}

/** Describes a statement by its tokens alone, without knowing the grammar of any database. */
export function describeStatement(text: string, dialect: SqlDialect): StatementDescription {
  const { token, literal, comment } = dialects[dialect];
  let operation = '';
  let table = '';
  let template = '';
  let expectsTable = false;
  for (const [part] of withoutNestedComments(text.slice(0, statementLimit)).matchAll(token)) {
    if (/^\s/.test(part) || comment.test(part)) {
      if (template !== '' && !template.endsWith(' ')) template += ' ';
      continue;
    }
    const isLiteral = literal.test(part);
    const isWord = !isLiteral && /^[A-Za-z_"`]/.test(part);
    if (isWord && operation === '') operation = part.toUpperCase();
    if (isWord && expectsTable && table === '' && !/^(?:only|if|not|exists|select|set)$/i.test(part)) {
      table = part.replace(/["`]/g, '');
    }
    expectsTable = tableKeyword.test(part) || (expectsTable && /^(?:only|if|not|exists)$/i.test(part));
    template += isLiteral ? '?' : part;
  }
  return {
    operation: operation.slice(0, 32),
    table: table.slice(0, 64),
    template: template.trim().slice(0, templateLimit),
  };
}

/** PostgreSQL nests comments; what follows the first end of one would otherwise be told. */
function withoutNestedComments(text: string): string {
  const start = text.indexOf('/*');
  const nested = start < 0 ? -1 : text.indexOf('/*', start + 2);
  const end = start < 0 ? -1 : text.indexOf('*/', start + 2);
  if (nested < 0 || (end >= 0 && end < nested)) return text;
  let depth = 0;
  for (const { 0: mark, index } of text.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += mark === '/*' ? 1 : -1;
    if (depth === 0) return `${text.slice(0, start)} ${text.slice(start + index + 2)}`;
  }
  return text.slice(0, start);
}
