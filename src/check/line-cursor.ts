import type { SyntaxFault } from '../policies/exposition-syntax.js';

/**
 * A syntax fault and where in the line it is, thrown and caught within the parser of a line. No `Error`: the stack that
 * it would carry costs more than the line.
 */
export class LineFault {
  readonly fault: SyntaxFault;
  readonly column: number;
  readonly length: number;

  constructor(fault: SyntaxFault, column: number, length: number) {
    this.fault = fault;
    this.column = column;
    this.length = length;
  }
}

/** Reads a line from left to right. */
export class LineCursor {
  readonly line: string;
  at = 0;

  constructor(line: string) {
    this.line = line;
  }

  get isAtEnd(): boolean {
    return this.at >= this.line.length;
  }

  peek(): string {
    return this.line[this.at] ?? '';
  }

  /** Returns what a sticky expression matches here and moves past it, or an empty string. */
  take(expression: RegExp): string {
    expression.lastIndex = this.at;
    const found = expression.exec(this.line)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  /** Moves past a character when it stands here. */
  skip(character: string): boolean {
    if (this.line[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  /** Returns the next word, for messages. */
  word(): string {
    const rest = this.line.slice(this.at, this.at + 60);
    return /^[^\s{},=]+/.exec(rest)?.[0] ?? rest.slice(0, 1);
  }

  /** Makes the fault to throw; it points at the text from `start` on. */
  fault(fault: SyntaxFault, start = this.at, length = Math.max(1, this.at - start)): LineFault {
    return new LineFault(fault, start + 1, length);
  }
}
