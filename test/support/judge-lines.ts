import { subscribe } from 'node:diagnostics_channel';
import { afterEach, expect } from 'vitest';
import type { LogLineValidator } from '../../src/check/log-line-validator.js';
import type { TestLine } from '../../src/testing/create-test-telemetry.js';

const validators = new Map<string, LogLineValidator>();
const lines: TestLine[] = [];

// Every line that a test's telemetry writes is to be of its dialect's schema; no test needs to ask for that.
subscribe('tricord.testing.line', (message) => void lines.push(message as TestLine));

afterEach(async () => {
  if (lines.length === 0) return;
  // Only here, because most tests write no line and should not load what judges them.
  const { createLogLineValidator } = await import('../../src/check/log-line-validator.js');
  const faults = lines.splice(0).flatMap(({ dialect, line }) => {
    const validator = validators.get(dialect) ?? createLogLineValidator(dialect);
    validators.set(dialect, validator);
    return validator(line).map((fault) => `${dialect}: ${JSON.stringify(fault)} in ${JSON.stringify(line)}`);
  });
  expect(faults, 'lines against their schema').toEqual([]);
});
