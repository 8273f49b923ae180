import type { Logs } from './logs/index.js';
import type { Metrics } from './metrics/index.js';
import type { SwitchBoard } from './operation-switches.js';
import type { LiveSettings } from './settings/index.js';
import type { Traces } from './traces/index.js';
import { samplingRules } from './traces-options.js';

/** What takes over settings while the service runs. */
export interface Configurable {
  readonly logs: Logs;
  readonly metrics: Metrics;
  readonly traces: Traces;
  readonly switches: SwitchBoard;
}

/** Everything about traces that does not need another exporter. */
const samplingKeys = [
  'sampleRatio',
  'routes',
  'tracesPerSecond',
  'keepErrors',
  'keepSlow',
  'edge',
  'trustedNetworks',
].map((key) => `traces.${key}`);

/** Says for each setting that can change at run time who takes it over; all others wait for the next start. */
export function applySettings(live: LiveSettings, { logs, metrics, traces, switches }: Configurable): void {
  live.hook(['logs.level'], (settings) => logs.setLevel('business', settings.logs.level));
  live.hook(['logs.frameworkLevel'], (settings) => logs.setLevel('framework', settings.logs.frameworkLevel));
  live.hook(['logs.sampleFirst', 'logs.sampleThereafter', 'logs.linesPerSecond'], (settings) =>
    logs.setGate(settings.logs),
  );
  live.hook(samplingKeys, (settings) => traces.configure(samplingRules(settings.traces)));
  live.hook(['metrics.seriesBudget'], (settings) => metrics.configure(settings.metrics));
  live.hook(['access', 'components'], (settings) => switches.configure(settings));
  // Read when they are needed.
  live.hook(['shutdown'], () => {});
}
