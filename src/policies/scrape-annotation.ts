import { definePolicy } from '../problem.js';
import { nearestName } from './nearest-name.js';

/** An annotation of a manifest whose key looks like one that a scraper reads. */
export interface ScrapeAnnotation {
  readonly key: string;
  readonly value: string;
  /** Whether quotes make it a string whatever it looks like. */
  readonly isString: boolean;
  /** The object that carries it instead of its pods, when it does. */
  readonly misplacedOn?: string;
}

const prefix = 'prometheus.io/';
/** What the scrape configurations of the Prometheus chart read. */
const read = ['scrape', 'scrape-slow', 'port', 'path', 'scheme', 'probe'];
/** What other configurations in use read. */
const readElsewhere = ['container', 'filter', 'interval', 'job', 'timeout'];

/** What YAML takes for something else than a string; `yes` and its like are booleans of YAML 1.1, which kubectl reads. */
const unquoted: readonly (readonly [what: string, form: RegExp])[] = [
  ['a boolean', /^(?:true|false|yes|no|on|off|y|n)$/i],
  ['a number', /^[+-]?(?:\d[\d_]*(?:\.\d*)?|0x[\da-f]+|0o[0-7]+|\.\d+)(?:e[+-]?\d+)?$/i],
  ['null', /^(?:|~|null)$/i],
];

/** Value of each key: its form, and what it must be, in words. */
const forms: Readonly<Record<string, readonly [form: RegExp, expected: string]>> = {
  path: [/^\/\S*$/, 'a path that starts with `/`'],
  port: [
    /^(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
    'a port number, not a name',
  ],
  scheme: [/^https?$/, '`http` or `https`'],
  scrape: [/^(?:true|false)$/, '`"true"` or `"false"`, in small letters'],
  'scrape-slow': [/^(?:true|false)$/, '`"true"` or `"false"`, in small letters'],
};

/** Judges the annotations by which Prometheus finds what to scrape; a wrong one is no error, only no data. */
export const scrapeAnnotation = definePolicy({
  id: 'scrape-annotation',
  summary: 'Scrape annotations are quoted, spelled as scrapers read them, and stand on the pods.',
  severity: 'error',
  lint: { reason: 'Manifests are YAML, which the editor plugin does not read.' },
  messages: {
    badValue: 'Annotation `{key}` is `{value}`; it must be {expected}.',
    misplaced:
      'Annotation `{key}` stands on the {on} itself; scrapers read `spec.template.metadata.annotations`.',
    unknown: 'No scraper reads annotation `{key}`{hint}.',
    unquoted:
      'Annotation `{key}` is {type} without its quotes, and Kubernetes refuses the object; write "{value}".',
  },
  *check({ key, value, isString, misplacedOn }: ScrapeAnnotation) {
    const name = key.slice(prefix.length);
    const isKnown = read.includes(name) || readElsewhere.includes(name) || /^param[_-]./.test(name);
    if (!key.startsWith(prefix) || !isKnown) {
      const near = nearestName(
        key,
        read.map((one) => prefix + one),
      );
      const hint = near === undefined ? '' : `; did you mean \`${near}\``;
      yield { message: 'unknown', data: { key, hint }, part: key };
      return;
    }
    if (misplacedOn !== undefined) yield { message: 'misplaced', data: { key, on: misplacedOn }, part: key };
    const type = isString ? undefined : unquoted.find(([, form]) => form.test(value))?.[0];
    if (type !== undefined) yield { message: 'unquoted', data: { key, value, type }, part: value };
    const [form, expected] = forms[name] ?? [/(?:)/, ''];
    if (!form.test(value)) yield { message: 'badValue', data: { key, value, expected }, part: value };
  },
});

/** Whether a key is, or was meant to be, one that a scraper reads. */
export function isScrapeKey(key: string): boolean {
  const [domain = ''] = key.split('/', 1);
  return key.startsWith('prometheus.io') || nearestName(domain, ['prometheus.io']) !== undefined;
}
