import { definePolicy } from '../problem.js';

/** A key that stands twice in one object of a log line. */
export interface DuplicateKey {
  readonly key: string;
}

/** Judges that no object of a log line has a key twice: readers disagree about which value counts, forgers know it. */
export const logDuplicateKey = definePolicy({
  id: 'log-duplicate-key',
  summary: 'No object of a log line has the same key twice.',
  severity: 'error',
  lint: { reason: 'Only a line that a process has written can repeat a key.' },
  messages: {
    duplicate: 'Key `{key}` stands twice in one object; readers disagree about which value counts.',
  },
  *check({ key }: DuplicateKey) {
    yield { message: 'duplicate', data: { key }, part: key };
  },
});
