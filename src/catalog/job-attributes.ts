import type { Attribute } from './attribute.js';

/** Facts about jobs; OTel has no stable name for one. */
export const jobAttributes = {
  jobName: {
    brief: 'Name of a job, task or queue.',
    type: 'string',
    span: { otel: 'job.name', ego: 'job.name' },
  },
} as const satisfies Record<string, Attribute>;
