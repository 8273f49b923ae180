import { detailsRead, type StatusFacts } from './decode-status.js';
import { typeUrls } from './encode-status.js';
import type { StatusError } from './status-error.js';

/** A status as JSON: protobuf's own mapping of google.rpc.Status, which Go reads by protojson. */
export interface StatusJson {
  readonly code: number;
  readonly message: string;
  readonly details: readonly Readonly<Record<string, unknown>>[];
}

/** Returns an error as the body of an HTTP reply. */
export function renderStatusJson({ code, message, bizCode, reason, info }: StatusError): StatusJson {
  const details: Record<string, unknown>[] = [];
  if (bizCode !== undefined) details.push({ '@type': typeUrls.status, code: bizCode, message });
  if (reason !== undefined || Object.keys(info).length > 0) {
    details.push({ '@type': typeUrls.errorInfo, reason: reason ?? '', metadata: info });
  }
  return { code, message, details };
}

/** Reads a status that came as JSON; anything else gives undefined. */
export function parseStatusJson(body: unknown): StatusFacts | undefined {
  if (!isRecord(body) || !Number.isInteger(body['code']) || typeof body['message'] !== 'string')
    return undefined;
  const facts: StatusFacts = { code: body['code'] as number, message: body['message'] };
  const details: unknown = body['details'];
  for (const detail of Array.isArray(details) ? details.slice(0, detailsRead) : []) {
    if (isRecord(detail)) readDetail(detail, facts);
  }
  return facts;
}

function readDetail(detail: Readonly<Record<string, unknown>>, facts: StatusFacts): void {
  const { code, message, reason, metadata } = detail;
  if (detail['@type'] === typeUrls.status && Number.isInteger(code) && facts.bizCode === undefined) {
    facts.bizCode = code as number;
    facts.bizMessage = typeof message === 'string' ? message : '';
  } else if (detail['@type'] === typeUrls.errorInfo && facts.reason === undefined) {
    facts.reason = typeof reason === 'string' ? reason : '';
    if (!isRecord(metadata)) return;
    const texts = Object.entries(metadata).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    facts.info = Object.fromEntries(texts);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
