import { typeUrls } from './encode-status.js';
import { limits } from './limits.js';
import { readFields } from './wire.js';

/** What a peer said of an error, not yet believed: texts of any length, codes of any number. */
export interface StatusFacts {
  code: number;
  message: string;
  bizCode?: number;
  bizMessage?: string;
  reason?: string;
  info?: Record<string, string>;
}

/** Details that are looked at; a status has two. */
export const detailsRead = 32;

const utf8 = new TextDecoder();

/** Reads google.rpc.Status; bytes that are none, or more than 64 KiB of them, give undefined. Details of other types are skipped. */
export function decodeStatus(bytes: Uint8Array): StatusFacts | undefined {
  if (bytes.length > limits.receivedBytes) return undefined;
  try {
    return readStatus(bytes);
  } catch {
    return undefined;
  }
}

function readStatus(bytes: Uint8Array): StatusFacts {
  const facts: StatusFacts = { code: 0, message: '' };
  let details = 0;
  for (const { field, value } of readFields(bytes)) {
    if (field === 1 && typeof value === 'number') facts.code = value;
    else if (field === 2 && value instanceof Uint8Array) facts.message = utf8.decode(value);
    else if (field === 3 && value instanceof Uint8Array && details++ < detailsRead) readDetail(value, facts);
  }
  return facts;
}

function readDetail(bytes: Uint8Array, facts: StatusFacts): void {
  let typeUrl = '';
  let message: Uint8Array = new Uint8Array();
  for (const { field, value } of readFields(bytes)) {
    if (field === 1 && value instanceof Uint8Array) typeUrl = utf8.decode(value);
    else if (field === 2 && value instanceof Uint8Array) message = value;
  }
  // The part before the last slash is free (any.proto).
  const type = `type.googleapis.com/${typeUrl.slice(typeUrl.lastIndexOf('/') + 1)}`;
  if (type === typeUrls.status && facts.bizCode === undefined) {
    const { code, message: bizMessage } = readStatus(message);
    Object.assign(facts, { bizCode: code, bizMessage });
  } else if (type === typeUrls.errorInfo && facts.reason === undefined) {
    readErrorInfo(message, facts);
  }
}

function readErrorInfo(bytes: Uint8Array, facts: StatusFacts): void {
  const info = Object.create(null) as Record<string, string>;
  facts.reason = '';
  facts.info = info;
  let entries = 0;
  for (const { field, value } of readFields(bytes)) {
    if (!(value instanceof Uint8Array)) continue;
    if (field === 1) facts.reason = utf8.decode(value);
    if (field === 3 && entries++ < limits.infoEntries) readEntry(value, info);
  }
}

function readEntry(bytes: Uint8Array, info: Record<string, string>): void {
  const pair = ['', ''];
  for (const { field, value } of readFields(bytes)) {
    if ((field === 1 || field === 2) && value instanceof Uint8Array) pair[field - 1] = utf8.decode(value);
  }
  info[pair[0] ?? ''] = pair[1] ?? '';
}
