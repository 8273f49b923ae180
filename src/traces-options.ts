import type { Settings } from './settings/index.js';
import type { SamplingRules, TracesOptions } from './traces/index.js';

type Exporter = NonNullable<TracesOptions['exporter']>;

/** Returns what the settings say of traces; an exporter of a test's goes before theirs. */
export function tracesOptions(
  { traces }: Settings,
  sink: Exporter | undefined,
): Pick<TracesOptions, 'sampleRatio' | 'sampling' | 'exporter' | 'resource' | 'queue' | 'limits'> {
  const exporter = sink ?? findExporter(traces);
  const { sampleRatio, ...sampling } = samplingRules(traces);
  return {
    sampleRatio,
    sampling,
    ...(exporter === undefined ? {} : { exporter }),
    resource: traces.resource,
    queue: {
      spans: traces.queueSpans,
      bytes: traces.queueBytes,
      batchSpans: traces.batchSpans,
      delayMs: traces.delayMs,
    },
    limits: {
      attributes: traces.spanAttributes,
      events: traces.spanEvents,
      links: traces.spanLinks,
      attributesPerEvent: traces.eventAttributes,
      attributesPerLink: traces.linkAttributes,
      valueLength: traces.attributeLength,
    },
  };
}

/** Returns the rules of sampling, which may change while the service runs. */
export function samplingRules(traces: Settings['traces']): SamplingRules {
  const { sampleRatio, routes, tracesPerSecond, keepErrors, keepSlow, edge, trustedNetworks } = traces;
  return {
    ...{ sampleRatio, routes, tracesPerSecond, keepErrors, keepSlow },
    edge: { enabled: edge, trusted: trustedNetworks },
  };
}

function findExporter(traces: Settings['traces']): Exporter | undefined {
  const { exporter, endpoint, protocol, headers, timeoutMs, compression } = traces;
  if (exporter === 'none') return undefined;
  if (exporter === 'console') return { kind: 'console' };
  if (exporter === 'jaeger') return { kind: 'jaeger', endpoint };
  if (endpoint === '') return undefined;
  const { certificate, clientKey, clientCertificate } = traces;
  const way = {
    endpoint,
    headers,
    timeoutMs,
    compression,
    tls: { certificate, clientKey, clientCertificate },
  };
  return protocol === 'grpc' ? { kind: 'otlp-grpc', ...way } : { kind: 'otlp-http', protocol, ...way };
}
