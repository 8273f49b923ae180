export { createTestTelemetry, type TestTelemetry } from './create-test-telemetry.js';
