import { defineNative, type NativeTable } from '../native.js';
import { quoteText } from '../render-json.js';
import { textOf } from '../text-of.js';

const XML_ESCAPES: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Returns the text with the five characters that XML reserves escaped. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => XML_ESCAPES[character] as string);
}

function defineEscape(escape: (text: string) => string): NativeTable[string] {
  return defineNative('str:any', (runtime, value) => escape(textOf(value, runtime)));
}

/** Functions that quote strings for other languages. */
export const ESCAPE_FUNCTIONS: NativeTable = {
  escapeStringJson: defineEscape(quoteText),
  escapeStringPython: defineEscape(quoteText),
  escapeStringBash: defineEscape((text) => `'${text.replaceAll("'", `'"'"'`)}'`),
  escapeStringDollars: defineEscape((text) => text.replaceAll('$', () => '$$')),
  escapeStringXML: defineEscape(escapeXml),
  escapeStringXml: defineEscape(escapeXml),
};
