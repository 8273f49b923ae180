import { fromJson } from '../from-json.js';
import type { Json } from '../json.js';
import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import { parseYaml } from '../parse-yaml.js';

function parseNatural(text: string, base: number, pattern: RegExp): number {
  if (!pattern.test(text)) throw new JsonnetError(`${text} is not a base ${base} integer`);
  let value = 0;
  for (const digit of text) value = value * base + Number.parseInt(digit, base);
  return value;
}

function parseInteger(text: string): number {
  const digits = text.startsWith('-') ? text.slice(1) : text;
  const value = parseNatural(digits, 10, /^[0-9]+$/);
  return digits === text ? value : -value;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (caught) {
    if (caught instanceof SyntaxError) throw new JsonnetError(`parseJson: ${caught.message}`);
    throw caught;
  }
}

/** Functions that read numbers, JSON and YAML. */
export const PARSE_FUNCTIONS: NativeTable = {
  parseInt: defineNative('str:string', (_, text) => parseInteger(text)),
  parseOctal: defineNative('str:string', (_, text) => parseNatural(text, 8, /^[0-7]+$/)),
  parseHex: defineNative('str:string', (_, text) => parseNatural(text, 16, /^[0-9a-fA-F]+$/)),
  parseJson: defineNative('str:string', (runtime, text) => fromJson(parseJson(text), runtime)),
  parseYaml: defineNative('str:string', (runtime, text) => fromJson(parseYaml(text), runtime)),
};
