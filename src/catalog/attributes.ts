import { dbAttributes } from './db-attributes.js';
import { errorAttributes } from './error-attributes.js';
import { httpAttributes } from './http-attributes.js';
import { jobAttributes } from './job-attributes.js';
import { messagingAttributes } from './messaging-attributes.js';
import { peerAttributes } from './peer-attributes.js';
import { rpcAttributes } from './rpc-attributes.js';

/**
 * Every fact an adapter may state. Sources: OTel semantic conventions 1.40 (otel), the OpenTracing conventions that the
 * deck shows as `db.type`, `db.instance`, `db.statement` (opentracing), and what Ego sends (ego).
 */
export const attributes = {
  ...peerAttributes,
  ...rpcAttributes,
  ...httpAttributes,
  ...dbAttributes,
  ...messagingAttributes,
  ...jobAttributes,
  ...errorAttributes,
} as const;

/** The id of a fact. */
export type AttributeId = keyof typeof attributes;

/** Facts about one operation, by id. */
export type AttributeValues = Partial<Record<AttributeId, string | number>>;
