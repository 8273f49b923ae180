import type CircuitBreaker from 'opossum';
import { breakerEventsTotal } from '../catalog/breaker-metrics.js';
import { clientStatsGauge } from '../catalog/client-metrics.js';
import type { Telemetry } from '../telemetry.js';
import { assertTarget } from './family/assert-target.js';
import { guardAdapter } from './family/guard-adapter.js';

/** Options of the circuit breaker adapter. */
export interface OpossumOptions {
  /** Name of the breaker in metrics and logs, e.g. `breaker.stock`. @default the breaker's own name */
  readonly name?: string;
}

type BreakerEvent = (typeof breakerEventsTotal.labels.event)[number];

/**
 * Counts what happens at an opossum circuit breaker, states how far it is open as `client_stats_gauge`, and writes a line
 * of the framework logger for each change of its state, with what was refused since. Returns what detaches it.
 * @example
 * const breaker = new CircuitBreaker(askStock, { name: 'breaker.stock' });
 * instrumentOpossum(telemetry, breaker);
 */
export function instrumentOpossum<Args extends unknown[], Result>(
  telemetry: Telemetry,
  breaker: CircuitBreaker<Args, Result>,
  options: OpossumOptions = {},
): () => void {
  assertTarget('instrumentOpossum', breaker, ['fire', 'on'], 'what `new CircuitBreaker()` returned');
  const { name = breaker.name } = options;
  const events = telemetry.metrics.counterFamily(breakerEventsTotal);
  const since = { rejects: 0, fallbacks: 0, timeouts: 0 };
  const counted = new WeakSet<object>();
  const count = (event: BreakerEvent): void => events.series([name, event]).inc();
  const change = (event: BreakerEvent, level: 'info' | 'warn', message: string): void => {
    count(event);
    telemetry.logs.framework[level](message, {
      comp: 'component.opossum',
      compName: name,
      event,
      ...since,
    });
    Object.assign(since, { rejects: 0, fallbacks: 0, timeouts: 0 });
  };
  /** A timeout and a lack of capacity are told a second time as failures. */
  const countOnce = (event: BreakerEvent, error: unknown): void => {
    if (typeof error === 'object' && error !== null) {
      if (counted.has(error)) return;
      counted.add(error);
    }
    if (event === 'timeout') since.timeouts++;
    if (event === 'reject') since.rejects++;
    count(event);
  };
  const listeners: Readonly<Record<string, (...args: unknown[]) => void>> = {
    success: () => count('success'),
    timeout: (error) => countOnce('timeout', error),
    reject: (error) => countOnce('reject', error),
    semaphoreLocked: (error) => countOnce('reject', error),
    failure: (error) => countOnce('failure', error),
    fallback: () => {
      since.fallbacks++;
      count('fallback');
    },
    open: () => change('open', 'warn', 'a circuit breaker opened'),
    halfOpen: () => change('half_open', 'info', 'a circuit breaker lets a call through'),
    close: () => change('close', 'info', 'a circuit breaker closed'),
  };
  const detachers = Object.entries(listeners).map(([event, listener]) => {
    const onEvent = (...args: unknown[]): void => guardAdapter(telemetry, () => listener(...args));
    breaker.on(event as 'open', onEvent);
    return () => breaker.off(event, onEvent);
  });
  const unobserve = telemetry.metrics.observe(clientStatsGauge, () => [
    [['breaker', name, 'open'], breaker.halfOpen ? 0.5 : breaker.opened ? 1 : 0],
  ]);
  return () => {
    for (const detach of detachers) detach();
    unobserve();
  };
}
