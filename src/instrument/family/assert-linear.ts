import { TricordError } from '../../errors.js';

/** A quantifier, an opening bracket, or a piece that can repeat: an escape, a class, or a character. */
const tokens =
  /(?<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?<opening>\((?:\?(?:[=!:]|<[=!]|<\w+>))?)|\\(?:[pPu]\{[^}]*\}|x[\da-f]{2}|u[\da-f]{4}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]|[\s\S]/gi;

/**
 * Throws `TRI_INSTRUMENT_ENDLESS_PATTERN` for an expression over paths whose time could grow faster than what it reads.
 * What repeats without end must stay within one segment of the path, or be the last that does; and nothing that repeats
 * may stand in a group that repeats. References and look-arounds are refused.
 */
export function assertLinear({ source }: RegExp): void {
  const reason = findReason(source);
  if (reason !== undefined)
    throw new TricordError('TRI_INSTRUMENT_ENDLESS_PATTERN', { pattern: source, reason });
}

function findReason(source: string): string | undefined {
  let depth = 0;
  let previous = '';
  /** Something repeats since the last slash that is surely there; or could read such a slash as well. */
  let [hasRepeated, canCross] = [false, false];
  for (const { 0: text, index, groups = {} } of source.matchAll(tokens)) {
    if (/^\(\?<?[=!]|^\\(?:[1-9]|k)/.test(text)) return 'it looks around or refers back';
    if (groups['repeat'] !== undefined) {
      if (previous === ')' && !text.startsWith('?')) return 'a group repeats';
      if (!/^[*+]|,\}/.test(text)) continue;
      if (hasRepeated || canCross) return 'two parts that repeat can share what they read';
      hasRepeated = true;
      canCross = new RegExp(`^${previous}$`, 's').test('/');
      continue;
    }
    if (groups['opening'] !== undefined) depth++;
    if (text === ')') depth--;
    if (isSlash(text) && depth === 0 && !/^[*+?{]/.test(source.slice(index + text.length)))
      hasRepeated = false;
    previous = text;
  }
  return undefined;
}

function isSlash(text: string): boolean {
  return text === '/' || text === '\\/';
}
