import { buildInfo } from '../../catalog/build-info.js';
import { messagingEventsTotal, messagingLag } from '../../catalog/messaging-metrics.js';
import type { Queries } from './queries.js';
import { series, type Signals } from './signal.js';

/** Returns the signals of the clients of brokers and queues; a service without events or lag shows none. */
export function messagingSignals(queries: Queries): Signals {
  const none = `${queries.aggregate('max', buildInfo)} * 0`;
  const lag = queries.aggregate('sum', messagingLag, { by: ['group', 'topic'] });
  return {
    messagingLag: series('Consumer lag', 'short', {
      description:
        'Messages that the consumers of a group have not handled yet, as of the latest batch of each; a consumer that is gone states none.',
      targets: [{ expr: `${lag} or ${none}`, legend: '{{group}} {{topic}}' }],
    }),
    messagingEvents: series('What happens at brokers and queues', 'cps', {
      description:
        'Joins, rebalances, crashes, lost brokers and retries per second, and messages and jobs that are given up.',
      targets: [
        {
          expr: `${queries.rate(messagingEventsTotal, { by: ['name', 'event'] })} or ${none}`,
          legend: '{{event}} {{name}}',
        },
      ],
    }),
  };
}
