import { createHash } from 'node:crypto';
import { JsonnetError } from '../jsonnet-error.js';
import { defineNative, type NativeTable } from '../native.js';
import { force, isArray, typeName, type JArray, type Value } from '../values.js';

function defineHash(algorithm: string): NativeTable[string] {
  return defineNative('str:string', (_, text) => createHash(algorithm).update(text, 'utf8').digest('hex'));
}

function checkBytes(items: JArray): number[] {
  return items.map((item, i) => {
    const byte = force(item);
    if (typeof byte !== 'number')
      throw new JsonnetError(`Element ${i} of the provided array was not a number`);
    if (Number.isInteger(byte) && byte >= 0 && byte <= 255) return byte;
    throw new JsonnetError(`Element ${i} of the provided array was not an integer in range [0,255]`);
  });
}

function encodeBase64(input: Value): string {
  if (isArray(input)) return Buffer.from(checkBytes(input)).toString('base64');
  if (typeof input !== 'string')
    throw new JsonnetError(`std.base64 expects a string or an array, got ${typeName(input)}`);
  if (/[\u0100-\uffff]/.test(input)) {
    throw new JsonnetError('Can only base64 encode strings / arrays of single bytes.');
  }
  return Buffer.from(input, 'latin1').toString('base64');
}

function decodeBase64(text: string): Buffer {
  if (text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)) return Buffer.from(text, 'base64');
  throw new JsonnetError(`Not a base64 encoded string "${text}"`);
}

/** Hashes, in hexadecimal, and encodings of bytes. */
export const ENCODING_FUNCTIONS: NativeTable = {
  md5: defineHash('md5'),
  sha1: defineHash('sha1'),
  sha256: defineHash('sha256'),
  sha512: defineHash('sha512'),
  sha3: defineHash('sha3-512'),
  base64: defineNative('input:any', (_, input) => encodeBase64(input)),
  base64Decode: defineNative('str:string', (_, text) => decodeBase64(text).toString('latin1')),
  base64DecodeBytes: defineNative('str:string', (_, text) => [...decodeBase64(text)]),
  encodeUTF8: defineNative('str:string', (_, text) => [...new TextEncoder().encode(text)]),
  decodeUTF8: defineNative('arr:array', (_, items) =>
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(checkBytes(items))),
  ),
};
