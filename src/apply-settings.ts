import { lineLook, logDestinations } from './logs-options.js';
import { assertWritable, type DestinationOptions, type Logs } from './logs/index.js';
import type { Metrics } from './metrics/index.js';
import type { SwitchBoard } from './operation-switches.js';
import type { LiveSettings, Settings } from './settings/index.js';
import { checkTraces, type Traces, type TracesOptions } from './traces/index.js';
import { samplingRules, tracesOptions } from './traces-options.js';

/** What takes over settings while the service runs. */
export interface Configurable {
  readonly logs: Logs;
  readonly metrics: Metrics;
  readonly traces: Traces;
  readonly switches: SwitchBoard;
}

/** Where lines and spans go instead of what the settings say, in tests. */
export interface Sinks {
  readonly logs?: DestinationOptions;
  readonly traces?: NonNullable<TracesOptions['exporter']>;
}

const logs = keysUnder('logs');
const placeKeys = logs('destination', 'file', 'frameworkDestination', 'frameworkFile');
const rotationKeys = logs('rotateBytes', 'rotateMs', 'keepFiles', 'keepMs');
const gateKeys = logs('sampleFirst', 'sampleThereafter', 'linesPerSecond');
const traces = keysUnder('traces');
const samplingKeys = traces(
  ...['sampleRatio', 'routes', 'tracesPerSecond', 'keepErrors', 'keepSlow', 'edge', 'trustedNetworks'],
);
const exporterKeys = [
  ...traces('exporter', 'endpoint', 'protocol', 'headers', 'timeoutMs'),
  ...traces('compression', 'certificate', 'clientKey', 'clientCertificate'),
];
const queueKeys = traces('queueSpans', 'queueBytes', 'batchSpans', 'delayMs');

/** Says for each setting that can change at run time who takes it over; all others wait for the next start. */
export function applySettings(live: LiveSettings, rooms: Configurable, sinks: Sinks = {}): void {
  applyLogs(live, rooms.logs, sinks);
  applyTraces(live, rooms.traces, sinks);
  live.hook(['metrics.seriesBudget'], (settings) => rooms.metrics.configure(settings.metrics));
  live.hook(['access', 'components'], (settings) => rooms.switches.configure(settings));
  // Read when they are needed.
  live.hook(['shutdown', 'propagation.loggedKeys', 'propagation.trustedHops'], () => {});
}

function applyLogs(live: LiveSettings, logs: Logs, sinks: Sinks): void {
  live.hook(['logs.level'], (settings) => logs.setLevel('business', settings.logs.level));
  live.hook(['logs.frameworkLevel'], (settings) => logs.setLevel('framework', settings.logs.frameworkLevel));
  live.hook(gateKeys, (settings) => logs.setGate(settings.logs));
  live.hook(['logs.caller', 'debug'], (settings) => logs.setLook(lineLook(settings)));
  const places = (settings: Settings) => logDestinations(settings, sinks.logs);
  live.hook(
    [...placeKeys, ...rotationKeys],
    (settings) => logs.redirect(places(settings)),
    (settings) => assertWritable(places(settings)),
  );
}

function applyTraces(live: LiveSettings, traces: Traces, sinks: Sinks): void {
  const check = (settings: Settings): void => checkTraces(tracesOptions(settings, sinks.traces));
  live.hook(samplingKeys, (settings) => traces.configure(samplingRules(settings.traces)), check);
  const exportTo = (settings: Settings): void => traces.exportTo(tracesOptions(settings, sinks.traces));
  live.hook([...exporterKeys, ...queueKeys], exportTo, check);
  const travelKeys = ['propagation.formats', 'propagation.extraKeys'];
  live.hook(travelKeys, (settings) => traces.propagate(settings.propagation));
}

function keysUnder(group: string): (...names: readonly string[]) => readonly string[] {
  return (...names) => names.map((name) => `${group}.${name}`);
}
