import { join } from 'node:path';
import protobuf from 'protobufjs';

const root = protobuf.loadSync(join(import.meta.dirname, 'google-rpc.proto'));

/** google.rpc.Status and ErrorInfo as protobufjs reads and writes them by their definitions. */
export const Status = root.lookupType('google.rpc.Status');
export const ErrorInfo = root.lookupType('google.rpc.ErrorInfo');

/** Reads a status with its details resolved, as a peer that knows both messages does. */
export function decodeByDefinition(bytes: Uint8Array): Record<string, unknown> {
  const { details, ...status } = Status.toObject(Status.decode(bytes), { defaults: true, arrays: true }) as {
    details: { type_url: string; value: Uint8Array }[];
  };
  return { ...status, details: details.map(({ type_url: url, value }) => decodeAny(url, value)) };
}

function decodeAny(url: string, value: Uint8Array): unknown {
  const type = root.lookupType(url.slice(url.lastIndexOf('/') + 1));
  return { '@type': url, ...type.toObject(type.decode(value), { defaults: true, objects: true }) };
}

/** Renders a status with details of the given types, as a peer of another language does. */
export function encodeByDefinition(
  status: { code: number; message: string },
  details: readonly { type: protobuf.Type; prefix?: string; message: object }[],
): Uint8Array {
  const packed = details.map(({ type, prefix = 'type.googleapis.com', message }) => ({
    type_url: `${prefix}/${type.fullName.slice(1)}`,
    value: type.encode(type.create(message)).finish(),
  }));
  return Status.encode(Status.create({ ...status, details: packed })).finish();
}
