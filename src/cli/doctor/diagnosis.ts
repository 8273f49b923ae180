import type { Io } from '../io.js';

/** What the doctor found of one thing. */
export interface Diagnosis {
  readonly check: string;
  readonly status: 'pass' | 'warning' | 'fail';
  /** What is so. */
  readonly found: string;
  /** How to mend it; for everything that does not pass. */
  readonly mend?: string;
}

/** What is looked at. */
export interface Patient {
  readonly io: Pick<Io, 'cwd' | 'env'>;
  /** Base URLs of the governors; the first is the service's own, the others are those of services it calls. */
  readonly governors: readonly string[];
  /** A request of the service that calls others, to be sent and followed. */
  readonly request?: string | undefined;
  readonly config?: string | undefined;
}

/** Looks at one thing; never rejects. */
export type Examination = (patient: Patient) => Promise<readonly Diagnosis[]>;

/** Says that something is as it should be. */
export function pass(check: string, found: string): Diagnosis {
  return { check, status: 'pass', found };
}

/** Says that something may be meant so, or could not be looked at. */
export function warn(check: string, found: string, mend: string): Diagnosis {
  return { check, status: 'warning', found, mend };
}

/** Says that something is wrong. */
export function fail(check: string, found: string, mend: string): Diagnosis {
  return { check, status: 'fail', found, mend };
}

/** Returns an error in a few words. */
export function reasonOf(error: unknown): string {
  const { message, cause } = error as { message?: string; cause?: { code?: string; message?: string } };
  return (cause?.code ?? cause?.message ?? message ?? String(error)).split('\n')[0] ?? '';
}
