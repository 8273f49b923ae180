import type { Attribute } from './attribute.js';

/** How an operation failed; every operation may state these, whatever its entry. OTel has no name for a business code. */
export const errorAttributes = {
  errorType: { brief: 'Class or code of the error.', type: 'string', span: { otel: 'error.type' } },
  bizCode: {
    brief: 'Business code of an error: nine digits for project, service and error.',
    type: 'number',
    span: { otel: 'biz.code', opentracing: 'biz.code', ego: 'biz.code' },
    log: 'bizCode',
  },
  bizReason: {
    brief: 'Name of an error in its domain.',
    type: 'string',
    span: { otel: 'biz.reason', opentracing: 'biz.reason', ego: 'biz.reason' },
    log: 'reason',
  },
} as const satisfies Record<string, Attribute>;
