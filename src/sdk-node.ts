import { createTelemetry, type Telemetry, type TelemetryOptions } from './telemetry.js';
import type { SdkParts } from './traces/index.js';

export type { SdkParts } from './traces/index.js';

/** A configuration of `NodeSDK`, and the telemetry it belongs to. */
export interface SdkConfiguration extends SdkParts {
  readonly telemetry: Telemetry;
}

/**
 * Returns the configuration with which `NodeSDK` of `@opentelemetry/sdk-node` samples, propagates and exports as Tricord
 * does: its spans go through the same queue and are in the same counts. It takes a telemetry, or what one is made of.
 * @example
 * const telemetry = createTelemetry({ service: { name: 'orders' } });
 * const sdk = new NodeSDK({ ...createSdkConfiguration(telemetry), instrumentations: [new HttpInstrumentation()] });
 * sdk.start();
 */
export function createSdkConfiguration(given: Telemetry | TelemetryOptions): SdkConfiguration {
  const telemetry = 'onShutdown' in given ? given : createTelemetry(given);
  return { ...telemetry.traces.sdkParts(), telemetry };
}
