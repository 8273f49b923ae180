import { fullName } from '../catalog/define-metric.js';
import type { ServiceCatalog } from '../catalog/service-catalog.js';
import { manifestFile } from '../policies/manifest-file.js';
import { podLabels } from '../policies/pod-labels.js';
import { isScrapeKey, scrapeAnnotation } from '../policies/scrape-annotation.js';
import { scrapePort } from '../policies/scrape-port.js';
import { scrapeTwice } from '../policies/scrape-twice.js';
import type { Policy } from '../problem.js';
import { type CheckResult, createCheckResult } from './check-result.js';
import type { CheckFilesOptions, FileText } from './check-rules.js';
import { createProblemList, type ProblemList } from './problem-list.js';
import { type Pair, type PodsSource, readManifest, type ServiceSource } from './read-manifest.js';
import { createSourceText, type SourceText } from './source-text.js';

/**
 * Judges Kubernetes manifests together, since a service may stand in another file than its pods; never throws for what
 * they contain.
 */
export function checkManifests(
  files: readonly FileText[],
  catalog: ServiceCatalog,
  { treat }: CheckFilesOptions = {},
): CheckResult[] {
  const contents = files.map(({ text }) => readManifest(text));
  const scope = {
    catalog,
    emitted: findEmittedLabels(catalog),
    services: contents.flatMap(({ services }) => services),
  };
  return files.map(({ file, text }, i) => {
    const { pods = [], services = [], fault } = contents[i] ?? {};
    const list = createProblemList(file, treat);
    const check = new ManifestCheck(createSourceText(file, text), list, scope);
    if (fault !== undefined) check.judge(manifestFile, fault, fault.span);
    for (const one of pods) check.pods(one);
    for (const service of services) check.annotations(service.annotations);
    return createCheckResult(file, 'manifest', { list, subjects: pods.length + services.length });
  });
}

interface ManifestScope {
  readonly catalog: ServiceCatalog;
  /** Label → a metric that carries it. */
  readonly emitted: ReadonlyMap<string, string>;
  readonly services: readonly ServiceSource[];
}

class ManifestCheck {
  readonly #source: SourceText;
  readonly #list: ProblemList;
  readonly #scope: ManifestScope;

  constructor(source: SourceText, list: ProblemList, scope: ManifestScope) {
    this.#source = source;
    this.#list = list;
    this.#scope = scope;
  }

  annotations(pairs: readonly Pair[], misplacedOn?: string): void {
    for (const [key, value] of pairs) {
      if (!isScrapeKey(key.value)) continue;
      const subject = { key: key.value, value: value.value, isString: value.isString };
      const span = { start: key.start, end: Math.max(key.end, value.end) };
      this.judge(scrapeAnnotation, misplacedOn === undefined ? subject : { ...subject, misplacedOn }, span);
    }
  }

  pods(pods: PodsSource): void {
    const { kind, name, annotations, outer, labels, selector, ports, span } = pods;
    const title = `${kind} \`${name}\``;
    this.annotations(annotations);
    this.annotations(outer, kind);
    if (!isScraped(annotations)) return;
    const port = findValue(annotations, 'prometheus.io/port');
    const where = port ?? span;
    this.judge(
      scrapePort,
      {
        pods: title,
        ...(port === undefined ? {} : { port: port.value }),
        ...(ports === undefined ? {} : { declared: ports }),
      },
      where,
    );
    const subject = {
      pods: title,
      labels: toRecord(labels),
      selector: selector.map(([key]) => key.value),
      emitted: (label: string) => this.#scope.emitted.get(label),
    };
    const [first] = labels;
    this.judge(
      podLabels,
      subject,
      first === undefined ? span : { start: first[0].start, end: labels.at(-1)?.[1].end ?? 0 },
    );
    for (const service of this.#scope.services.filter(
      (one) => isScraped(one.annotations) && selects(one, pods),
    ))
      this.judge(scrapeTwice, { pods: title, service: `\`${service.name}\`` }, span);
  }

  judge<Subject>(policy: Policy<Subject>, subject: Subject, span: { start: number; end: number }): void {
    for (const verdict of policy.check(subject, this.#scope.catalog.conventions))
      this.#list.add(policy, verdict, this.#source.place(span, verdict.part));
  }
}

/** What the scrape attaches does not collide: metrics may not carry it. */
function findEmittedLabels({ metrics, conventions }: ServiceCatalog): Map<string, string> {
  return new Map(
    metrics.flatMap((metric) =>
      Object.keys(metric.labels)
        .filter((label) => !conventions.scrape.podLabels.includes(label))
        .map((label) => [label, fullName(metric, conventions)] as const),
    ),
  );
}

/** Scrapers compare with `true`; what else was meant by it has been said of the annotation. */
function isScraped(annotations: readonly Pair[]): boolean {
  return /^true$/i.test(findValue(annotations, 'prometheus.io/scrape')?.value ?? '');
}

function findValue(pairs: readonly Pair[], key: string): Pair[1] | undefined {
  return pairs.find(([one]) => one.value === key)?.[1];
}

function selects({ namespace, selector }: ServiceSource, pods: PodsSource): boolean {
  const labels = toRecord(pods.labels);
  return (
    selector.length > 0 &&
    namespace === pods.namespace &&
    selector.every(([key, value]) => Object.hasOwn(labels, key.value) && labels[key.value] === value.value)
  );
}

function toRecord(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.map(([key, value]) => [key.value, value.value]));
}
