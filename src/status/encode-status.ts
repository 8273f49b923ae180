import { limits } from './limits.js';
import type { StatusError } from './status-error.js';
import { bytesField, int32Field } from './wire.js';

/** Full names of the messages in the details, as `Any` and its JSON form spell them. */
export const typeUrls = {
  status: 'type.googleapis.com/google.rpc.Status',
  errorInfo: 'type.googleapis.com/google.rpc.ErrorInfo',
} as const;

/**
 * Renders an error as google.rpc.Status: the business code as a Status among its details (the deck), the reason as
 * ErrorInfo (Ego). Facts that would make it longer than 4 KiB are left out.
 */
export function encodeStatus(error: StatusError): Buffer {
  const { code, message, bizCode, reason, info } = error;
  const parts = [int32Field(1, code), bytesField(2, message)];
  if (bizCode !== undefined)
    parts.push(anyField(typeUrls.status, [int32Field(1, bizCode), bytesField(2, message)]));
  const sent = parts.reduce((bytes, part) => bytes + part.length, 0);
  if (reason !== undefined || Object.keys(info).length > 0) {
    parts.push(
      anyField(typeUrls.errorInfo, [
        bytesField(1, reason ?? ''),
        ...infoFields(info, limits.sentBytes - sent),
      ]),
    );
  }
  return Buffer.concat(parts);
}

/** `details`, field 3 of Status: an Any of type URL and value. */
function anyField(typeUrl: string, message: readonly Buffer[]): Buffer {
  return bytesField(3, Buffer.concat([bytesField(1, typeUrl), bytesField(2, Buffer.concat(message))]));
}

/** `metadata`, field 3 of ErrorInfo: a map, which is a repeated message of key and value. */
function infoFields(info: Readonly<Record<string, string>>, budget: number): Buffer[] {
  const fields = Object.entries(info).map(([key, value]) =>
    bytesField(3, Buffer.concat([bytesField(1, key), bytesField(2, value)])),
  );
  let left = budget;
  return fields.filter((field) => (left -= field.length) >= 0);
}
