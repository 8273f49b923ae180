import type { ServiceCatalog } from '../../catalog/service-catalog.js';
import { createQueries, oneOf } from './queries.js';
import { series, type Signals, type SignalTarget } from './signal.js';
import { sloNames } from './slo-queries.js';
import { listSlos, type Slo } from './slos.js';
import { targetLabelsOf } from './target-labels.js';

/** Returns how the service keeps its promises; nothing when it makes none. */
export function sloSignals(catalog: ServiceCatalog): Signals {
  const slos = listSlos(catalog);
  if (slos.length === 0) return {};
  const { conventions } = catalog;
  const target = targetLabelsOf(catalog);
  // A promise is kept by the service as a whole, so its series have neither version nor instance.
  const selector = `${target.namespace}=~"$namespace", ${target.app}=~"$app"`;
  const queries = createQueries({ conventions, target, selector, window: '' });
  const names = sloNames(queries);
  const bad = ({ name }: Slo, window: string) =>
    `max(${queries.select(names.ratio(window), [oneOf('slo', [name])])})`;
  const each = (expr: (slo: Slo) => string): SignalTarget[] =>
    slos.map((slo) => ({ expr: expr(slo), legend: `${slo.name} ${slo.objective} %` }));
  return {
    sloBudget: {
      title: 'Error budget left',
      description: `Share of the error budget of the period that is left; below 0 the promise is broken, and -100 % stands for all that is worse. ${slos.map(promiseText).join(' ')}`,
      unit: 'percentunit',
      type: 'stat',
      targets: each((slo) => `clamp_min(1 - ${bad(slo, slo.period)} / ${slo.budget}, -1)`),
    },
    sloBurn: series('Burn rate, 1 h', 'none', {
      description:
        'How many times faster than evenly over its period each error budget was spent within the last hour; at 14 it is gone after two days.',
      targets: each((slo) => `${bad(slo, '1h')} / ${slo.budget}`),
    }),
    sloBad: series('Bad requests, 1 h', 'percentunit', {
      description: 'Share of the requests of the last hour that broke each promise.',
      targets: each((slo) => bad(slo, '1h')),
    }),
  };
}

function promiseText({ name, objective, promise, period }: Slo): string {
  return `${name}: ${objective} % ${promise}, over ${period}.`;
}
