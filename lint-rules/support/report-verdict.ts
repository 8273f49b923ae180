import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Verdict } from '../../src/problem.js';
import type { StaticText, TextPiece } from './static-text.js';

interface Reported {
  /** The string that was judged. */
  readonly text: StaticText;
  /** Where it stands; reported as a whole when the offending part is spread over several literals. */
  readonly node: TSESTree.Node;
}

type Context<MessageId extends string> = Readonly<
  TSESLint.RuleContext<MessageId | 'rename', readonly unknown[]>
>;

/** Reports a verdict on the offending part of a string, with its `suggestion`, if any, as a rename to choose. */
export function reportVerdict<MessageId extends string>(
  context: Context<MessageId>,
  verdict: Verdict<MessageId>,
  { text, node }: Reported,
): void {
  const suggestion = verdict.data?.['suggestion'];
  const rename = typeof suggestion === 'string' ? suggestRename(context, text, suggestion) : undefined;
  context.report({
    node,
    loc: locate(context.sourceCode, verdict.part ?? text.text, { text, node }),
    messageId: verdict.message,
    data: { ...verdict.data },
    suggest: rename === undefined ? [] : [rename],
  });
}

function suggestRename<MessageId extends string>(
  context: Context<MessageId>,
  { pieces, text }: StaticText,
  suggestion: string,
): TSESLint.SuggestionReportDescriptor<'rename'> | undefined {
  const [piece, ...others] = pieces;
  if (piece === undefined || others.length > 0 || piece.isShared || suggestion === text) return undefined;
  // Only names that need no escaping in any quotes.
  if (!/^[A-Za-z_:][\w:./-]*$/.test(suggestion)) return undefined;
  const quote = context.sourceCode.text.charAt(piece.node.range[0]);
  return {
    messageId: 'rename',
    data: { suggestion },
    fix: (fixer) => fixer.replaceText(piece.node, quote + suggestion + quote),
  };
}

function locate(
  sourceCode: Readonly<TSESLint.SourceCode>,
  part: string,
  { text: { text, pieces }, node }: Reported,
): TSESTree.SourceLocation {
  const start = findPart(text, part);
  const end = start + part.length;
  const found = pieceAt(pieces, start, end);
  if (start < 0 || found === undefined) return node.loc;
  const { piece, at } = found;
  if (piece.offset === undefined || part === '') return piece.node.loc;
  return {
    start: sourceCode.getLocFromIndex(piece.offset + start - at),
    end: sourceCode.getLocFromIndex(piece.offset + end - at),
  };
}

function pieceAt(
  pieces: readonly TextPiece[],
  start: number,
  end: number,
): { piece: TextPiece; at: number } | undefined {
  let at = 0;
  for (const piece of pieces) {
    const next = at + piece.text.length;
    if (start >= at && end <= next) return { piece, at };
    at = next;
  }
  return undefined;
}

/** Index of the offending part: a suffix at the end, a word between underscores, or its first occurrence. */
function findPart(text: string, part: string): number {
  if (part.startsWith('_') && text.endsWith(part)) return text.length - part.length;
  const word = `_${text}_`.indexOf(`_${part}_`);
  return word >= 0 ? word : text.indexOf(part);
}
