import type { Operation } from '../../operation.js';
import { createKeyJudge } from '../../policies/secret-keys.js';

/** A statement as it was asked for. */
export interface SqlRequest {
  readonly text: string;
  readonly values: unknown;
  /** The statement without its literals. */
  readonly template: string;
}

/** What a query gave: so many rows, and the rows when they are at hand. */
export interface SqlReply {
  readonly count: unknown;
  readonly rows?: unknown;
}

/** Rows that are told of a reply. */
const shownRows = 3;
const word = /[A-Za-z_]\w*/g;

/** What is told of the queries of one client, to those who asked. */
export interface SqlExchanges {
  /** Tells a statement and its values; of one that names a secret only the statement without its literals. */
  ask(operation: Operation, request: SqlRequest): void;
  /** Tells how many rows there are, and the first of them by their columns. */
  reply(operation: Operation, reply: SqlReply): void;
}

/** Returns what tells statements and replies. */
export function createSqlExchanges(): SqlExchanges {
  const judge = createKeyJudge();
  // A value has no name of its own, so the names beside it have to say what it is.
  const namesSecret = (text: string): boolean =>
    text.match(word)?.some((name) => judge(name) !== 'open') ?? false;
  return {
    ask({ exchange }, { text, values, template }) {
      if (exchange?.wantsRequest !== true) return;
      const isSecret = namesSecret(text);
      const said = isSecret ? template : text;
      const isBare = values === undefined || (Array.isArray(values) && values.length === 0);
      exchange.tellRequest({
        payload: isBare ? said : { sql: said, values: isSecret ? '[redacted]' : values },
      });
    },
    reply({ exchange }, { count, rows }) {
      if (exchange?.wantsResponse !== true) return;
      const first = Array.isArray(rows) ? rows.slice(0, shownRows).filter(hasColumns) : [];
      const counted = typeof count === 'number' ? { rows: count } : {};
      const payload = first.length > 0 ? Object.assign({}, counted, { first }) : counted;
      if (Object.keys(payload).length > 0) exchange.tellResponse({ payload });
    },
  };
}

/** Columns are hidden by their names; rows that are lists have none. */
function hasColumns(row: unknown): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
