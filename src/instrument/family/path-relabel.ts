import { TricordError } from '../../errors.js';
import { assertLinear } from './assert-linear.js';
import { templatePath } from './http.js';

/** A rule by which paths become one label; Ego's `PathRelabel`. */
export interface PathRelabel {
  /** What the path, without its query, has to match. */
  readonly match: string | RegExp;
  /** What stands for every path that matches, e.g. `/users/:id/avatar`. */
  readonly replacement: string;
}

/** Longest path that is looked at; what is longer has ids in it or is no path. */
const longest = 512;

/**
 * Returns what makes a template of a path: the replacement of the first rule that matches, else the path with ids
 * replaced. Throws `TRI_INSTRUMENT_INVALID_RELABEL` or `TRI_INSTRUMENT_ENDLESS_PATTERN` for a rule that is none.
 */
export function createPathTemplate(rules: readonly PathRelabel[] = []): (path: string) => string {
  const compiled = rules.map(compile);
  return (path) => {
    const query = path.indexOf('?');
    const bare = (query < 0 ? path : path.slice(0, query)).slice(0, longest);
    for (const { expression, replacement } of compiled) if (expression.test(bare)) return replacement;
    return templatePath(bare);
  };
}

function compile({ match, replacement }: PathRelabel): { expression: RegExp; replacement: string } {
  if (typeof replacement !== 'string' || replacement === '')
    throw new TricordError('TRI_INSTRUMENT_INVALID_RELABEL', {
      pattern: String(match),
      reason: 'its replacement is empty',
    });
  const expression = read(match);
  assertLinear(expression);
  return { expression, replacement };
}

/** Without the flags by which an expression remembers where it was. */
function read(match: string | RegExp): RegExp {
  try {
    return match instanceof RegExp
      ? new RegExp(match.source, match.flags.replace(/[gyvu]/g, ''))
      : new RegExp(match);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it cannot be read';
    throw new TricordError('TRI_INSTRUMENT_INVALID_RELABEL', { pattern: String(match), reason }, { cause });
  }
}
