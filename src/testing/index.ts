export { createTestTelemetry, type RecordedLine, type TestTelemetry } from './create-test-telemetry.js';
export type { ConventionOptions } from './find-convention-problems.js';
export { type ExpectedSeries, type ExpectedSpan, matchers, type TricordMatchers } from './matchers.js';
