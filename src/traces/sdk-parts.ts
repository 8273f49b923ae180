import type { ContextManager, TextMapPropagator } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { Sampler, SpanLimits, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { SdkPropagator } from './sdk-propagator.js';
import { SdkSampler, type SdkShared } from './sdk-sampler.js';
import { SdkSpanProcessor } from './sdk-span-processor.js';

/** What `NodeSDK` of `@opentelemetry/sdk-node` takes, made of the parts of ours. */
export interface SdkParts {
  readonly spanProcessors: SpanProcessor[];
  readonly sampler: Sampler;
  readonly textMapPropagator: TextMapPropagator;
  readonly contextManager?: ContextManager;
  readonly resource: Resource;
  readonly spanLimits: SpanLimits;
  readonly idGenerator: { generateTraceId(): string; generateSpanId(): string };
  /** What the environment says is in the resource already. */
  readonly autoDetectResources: false;
  /** Metrics are on `/metrics` and log lines in the logs; without this the SDK would send its own to localhost. */
  readonly metricReaders: [];
  readonly logRecordProcessors: [];
}

/** Returns the parts; what was registered with OTel's API must have been given back, because the SDK registers its own. */
export function createSdkParts(
  shared: SdkShared,
  {
    propagator,
    manager,
    flush,
  }: {
    readonly propagator: TextMapPropagator;
    readonly manager: ContextManager | undefined;
    readonly flush: () => Promise<unknown>;
  },
): SdkParts {
  const { source, rules } = shared;
  const { limits } = source;
  return {
    spanProcessors: [new SdkSpanProcessor(source, flush)],
    sampler: new SdkSampler(shared),
    textMapPropagator: new SdkPropagator(propagator, rules),
    ...(manager === undefined ? {} : { contextManager: manager }),
    resource: source.resource,
    spanLimits: {
      attributeCountLimit: limits.attributes,
      eventCountLimit: limits.events,
      linkCountLimit: limits.links,
      attributePerEventCountLimit: limits.attributesPerEvent,
      attributePerLinkCountLimit: limits.attributesPerLink,
      attributeValueLengthLimit: limits.valueLength,
    },
    idGenerator: source.ids,
    autoDetectResources: false,
    metricReaders: [],
    logRecordProcessors: [],
  };
}
