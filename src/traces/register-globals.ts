import {
  propagation,
  ProxyTracerProvider,
  trace,
  type TextMapPropagator,
  type TracerProvider,
} from '@opentelemetry/api';

/**
 * Serves OTel's global API where nobody does yet, so that other instrumentations join the same traces; returns what
 * takes it back.
 */
export function registerGlobals(provider: TracerProvider, propagator: TextMapPropagator): () => void {
  const ownsTracer = isUnclaimed(trace.getTracerProvider()) && trace.setGlobalTracerProvider(provider);
  const ownsPropagator = propagation.fields().length === 0 && propagation.setGlobalPropagator(propagator);
  let isOurs = true;
  return () => {
    if (isOurs && ownsTracer) trace.disable();
    if (isOurs && ownsPropagator) propagation.disable();
    // Whoever registers next is not to be taken out by a second call.
    isOurs = false;
  };
}

function isUnclaimed(provider: TracerProvider): boolean {
  return (
    provider instanceof ProxyTracerProvider &&
    provider.getDelegate() === new ProxyTracerProvider().getDelegate()
  );
}
