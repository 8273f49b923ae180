import { definePolicy } from '../problem.js';

/** A waiver whose last day has passed. */
export interface ExpiredWaiver {
  readonly rule: string;
  readonly until: string;
  readonly reason: string;
}

/** Judges that waivers are renewed or removed when they run out; what they waived is reported again meanwhile. */
export const waiverExpired = definePolicy({
  id: 'waiver-expired',
  summary: 'A waiver that has run out is renewed with a new reason, or removed.',
  severity: 'warning',
  lint: { reason: 'Whether a waiver still holds depends on the day, not on the code.' },
  messages: {
    expired: 'The waiver of `{rule}` ran out after {until}; it had been given because: {reason}.',
  },
  *check({ rule, until, reason }: ExpiredWaiver) {
    const data = { rule, until, reason: reason.trim().replace(/\.$/, '') };
    yield { message: 'expired', data, part: until };
  },
});
