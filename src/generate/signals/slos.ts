import { serverHandleSeconds } from '../../catalog/server-metrics.js';
import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import type { SloConfig, SloPeriod } from '../../catalog/service-config.js';
import { TricordError } from '../../errors.js';
import { oneOf } from './queries.js';

/** A promise of the service, checked and ready to be asked about. */
export interface Slo {
  readonly name: string;
  readonly kind: SloConfig['kind'];
  /** Percentage, as the service wrote it. */
  readonly objective: number;
  /** Share of the requests that may be bad; free of the noise of binary fractions. */
  readonly budget: number;
  readonly period: SloPeriod;
  /** What is good, in words that end a sentence, e.g. `of the requests answered within 0.5 s`. */
  readonly promise: string;
  readonly thresholdSeconds?: number;
  /** Matchers of the requests it is about. */
  readonly where: readonly string[];
}

/**
 * Returns the promises of a service. Throws `TRI_GENERATE_INVALID_SLO` for one that could not be measured: a latency
 * that is no bucket, an operation that is no server's, or a name that stands twice.
 */
export function listSlos(catalog: ServiceCatalog): Slo[] {
  const names = new Set<string>();
  return (catalog.config.slos ?? []).map((slo) => {
    const reason = names.has(slo.name) ? 'it is declared twice.' : findFault(slo, catalog);
    if (reason !== undefined) throw new TricordError('TRI_GENERATE_INVALID_SLO', { slo: slo.name, reason });
    names.add(slo.name);
    return readSlo(slo, catalog);
  });
}

function readSlo(slo: SloConfig, { operations }: ServiceCatalog): Slo {
  const { name, kind, objective, operation, methods, thresholdSeconds, period = '30d' } = slo;
  const servers = operations.filter(
    ({ side, slowMs }) => side === 'server' && (kind !== 'latency' || slowMs > 0),
  );
  const chosen = servers.filter((entry) => operation === undefined || entry.name === operation);
  const of = methods === undefined ? 'the requests' : `the requests to ${methods.join(', ')}`;
  return {
    ...{ name, kind, objective, period },
    budget: roundOff((100 - objective) / 100),
    promise: kind === 'latency' ? `of ${of} answered within ${thresholdSeconds} s` : `of ${of} not failed`,
    ...(kind === 'latency' && thresholdSeconds !== undefined ? { thresholdSeconds } : {}),
    where: [
      oneOf('type', [...new Set(chosen.map(({ type }) => type))]),
      ...(methods === undefined ? [] : [oneOf('method', methods)]),
    ],
  };
}

function findFault(slo: SloConfig, { operations }: ServiceCatalog): string | undefined {
  const { kind, objective, operation, thresholdSeconds } = slo;
  if (!(objective > 0 && objective < 100))
    return `its \`objective\` is ${objective}; it must be a percentage between 0 and 100, without both.`;
  const servers = operations.filter(({ side }) => side === 'server').map(({ name }) => name);
  if (servers.length === 0) return 'the service has no server whose requests could be good or bad.';
  if (operation !== undefined && !servers.includes(operation))
    return `its \`operation\` is \`${operation}\`, which is no server of this service. Known are ${servers.join(', ')}.`;
  if (kind === 'availability') {
    return thresholdSeconds === undefined ? undefined : '`thresholdSeconds` is for `latency`. Remove it.';
  }
  const { buckets } = serverHandleSeconds;
  if (thresholdSeconds === undefined || !buckets.includes(thresholdSeconds))
    return `its \`thresholdSeconds\` is ${String(thresholdSeconds)}; it must be one of the buckets ${buckets.join(', ')}, because nothing between them is measured.`;
  const timed = operations.some(
    ({ name, slowMs }) => slowMs > 0 && (operation ?? name) === name && servers.includes(name),
  );
  return timed ? undefined : 'the time of a stream says nothing. Choose another `operation`.';
}

/** 100 - 99.9 is 0.09999999999999432 in binary; twelve digits are more than any objective has. */
function roundOff(value: number): number {
  return Number(value.toPrecision(12));
}
