import { styleText } from 'node:util';

/** The colours of the reports. */
export type Colour = 'red' | 'yellow' | 'green' | 'cyan' | 'dim' | 'bold';

/** Colours a text, or hands it back as it is. */
export type Paint = (colour: Colour, text: string) => string;

/** Creates a painter; whether the output is a terminal has been decided before. */
export function createPaint(isEnabled: boolean): Paint {
  return isEnabled ? (colour, text) => styleText(colour, text, { validateStream: false }) : (_, text) => text;
}

/** Replaces characters that a terminal would obey, or that would turn text around, by a visible one of the same width. */
export function withoutControls(text: string): string {
  return text.replace(/\t/g, ' ').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·');
}
