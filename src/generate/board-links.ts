import type { ServiceCatalog } from '../catalog/service-catalog.js';
import type { BoardLinks } from '../catalog/service-config.js';
import { type TargetLabels, targetLabelsOf } from './signals/target-labels.js';

/** A link out of a panel, with Grafana's variables left for it to fill in. */
export interface BoardLink {
  /** What it leads to, e.g. `loki`. */
  readonly id: 'loki' | 'clickVisual' | 'jaeger';
  /** What of it: all there is, what failed, or what was slow. */
  readonly about: 'all' | 'failed' | 'slow';
  readonly url: string;
}

/** From where the access log calls a request slow. */
const slow = '500ms';

/** Returns where the panels of a service lead besides its boards, as far as its configuration says where that is. */
export function boardLinks(catalog: ServiceCatalog): BoardLink[] {
  const { links = {} } = catalog.config.generate ?? {};
  return [...lokiLinks(links, catalog), ...clickVisualLinks(links, catalog), ...jaegerLinks(links)];
}

/** What a log line says of how severe it is, by dialect: key, and the value of an error. */
const levelKeys = { zap: 'level', ego: 'lv', ecs: 'log.level' } as const;

function lokiLinks({ loki }: BoardLinks, { conventions, ...catalog }: ServiceCatalog): BoardLink[] {
  if (loki === undefined) return [];
  const selector = loki === true ? lokiSelector(targetLabelsOf({ conventions, ...catalog })) : loki;
  // LogQL's json parser turns a dot of a key into an underscore.
  const level = levelKeys[conventions.logDialect].replaceAll('.', '_');
  const link = (about: BoardLink['about'], expr: string) =>
    ({ id: 'loki', about, url: exploreUrl(expr) }) as const;
  return [link('all', selector), link('failed', `${selector} | json | ${level}="error"`)];
}

function lokiSelector({ namespace, app }: TargetLabels): string {
  return `{${namespace}=~"$namespace", ${app}=~"$app"}`;
}

/** Explore opens what its address holds as JSON; Grafana replaces the variables in it before it is opened. */
function exploreUrl(expr: string): string {
  const datasource = '${loki}';
  const range = { from: '${__from}', to: '${__to}' };
  const queries = [{ refId: 'A', datasource: { type: 'loki', uid: datasource }, expr }];
  return `/explore?schemaVersion=1&panes=${encodeAround({ logs: { datasource, queries, range } })}`;
}

/** Encodes for an address all but Grafana's variables. */
function encodeAround(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text
    .split(/(\$\{\w+\}|\$[a-z]\w*)/)
    .map((part, i) => (i % 2 === 1 ? part : encodeURIComponent(part)))
    .join('');
}

/** ClickVisual takes the condition as SQL in `kw`, and the range in seconds. */
function clickVisualLinks({ clickVisual }: BoardLinks, { conventions }: ServiceCatalog): BoardLink[] {
  if (clickVisual === undefined) return [];
  const level = levelKeys[conventions.logDialect];
  const range = 'tab=custom&start=${__from:date:seconds}&end=${__to:date:seconds}';
  const base = `${clickVisual}${clickVisual.includes('?') ? '&' : '?'}${range}`;
  const failed = encodeAround(`\`${level}\`='error'`);
  return [
    { id: 'clickVisual', about: 'all', url: base },
    { id: 'clickVisual', about: 'failed', url: `${base}&kw=${failed}` },
  ];
}

/** Jaeger counts in microseconds, Grafana in milliseconds. */
function jaegerLinks({ jaeger }: BoardLinks): BoardLink[] {
  if (jaeger === undefined) return [];
  const range = 'start=${__from}000&end=${__to}000&lookback=custom&limit=50';
  const search = `${jaeger.replace(/\/$/, '')}/search?service=$app&${range}`;
  return [
    { id: 'jaeger', about: 'all', url: search },
    { id: 'jaeger', about: 'failed', url: `${search}&tags=${encodeAround('{"error":"true"}')}` },
    { id: 'jaeger', about: 'slow', url: `${search}&minDuration=${slow}` },
  ];
}
