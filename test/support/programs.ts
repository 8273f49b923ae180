import { describe } from 'vitest';
import { findProgram } from './find-program.js';

/**
 * Describes tests that need programs: where one is absent they are skipped by name, and where CI demands all backends
 * (TRICORD_REQUIRE_BACKENDS=1) they fail instead.
 */
export function describeWith(programs: readonly string[], title: string, tests: () => void): void {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) {
    describe(title, tests);
  } else if (process.env['TRICORD_REQUIRE_BACKENDS'] === '1') {
    throw new Error(`${title} needs ${missing.join(', ')}, which this machine lacks.`);
  } else {
    describe.skip(`${title} (skipped: ${missing.join(', ')} not installed)`, tests);
  }
}
