import { styleText } from 'node:util';

/** The colours of Ego's console. */
export type Colour = 'green' | 'yellow' | 'blue' | 'red' | 'magenta';

/** Colours a text for a terminal; whether one reads it has been found out, for it need not be standard output. */
export function paint(colour: Colour, text: string): string {
  return styleText(colour, text, { validateStream: false });
}
