import { definePolicy } from '../problem.js';

/** Pods that are scraped by annotation, as far as the port goes. */
export interface ScrapedPods {
  /** Kind and name, e.g. `Deployment orders`. */
  readonly pods: string;
  /** The annotated port, when there is one. */
  readonly port?: string;
  /** Ports that containers declare; absent when the manifest does not say, as a patch does not. */
  readonly declared?: readonly string[];
}

/** Judges that a scrape finds exactly the port of the metrics. */
export const scrapePort = definePolicy({
  id: 'scrape-port',
  summary: 'Scraped pods annotate the port of their metrics, and a container declares it.',
  severity: 'error',
  lint: { reason: 'Manifests are YAML, which the editor plugin does not read.' },
  messages: {
    allPorts:
      '{pods} is scraped on each of its ports, {declared}, as `prometheus.io/port` does not name one.',
    noPort: '{pods} is scraped on port 80: it neither annotates `prometheus.io/port` nor declares a port.',
    undeclared: 'No container of {pods} declares port {port}; a PodMonitor finds only declared ports.',
  },
  *check({ pods, port, declared }: ScrapedPods) {
    if (declared === undefined) return;
    if (port === undefined && declared.length === 0) yield { message: 'noPort', data: { pods } };
    else if (port === undefined && declared.length > 1)
      yield { message: 'allPorts', data: { pods, declared: declared.join(' and ') } };
    else if (port !== undefined && /^\d+$/.test(port) && !declared.includes(port))
      yield { message: 'undeclared', data: { pods, port }, part: port };
  },
});
