import { definePolicy } from '../problem.js';

/** Pods that are scraped, and a service before them that is scraped too. */
export interface TwiceScraped {
  readonly pods: string;
  readonly service: string;
}

/** Judges that the same process is not scraped by two jobs, which doubles every sum. */
export const scrapeTwice = definePolicy({
  id: 'scrape-twice',
  summary: 'Either the pods are annotated to be scraped or the service before them, never both.',
  severity: 'error',
  lint: { reason: 'Manifests are YAML, which the editor plugin does not read.' },
  messages: {
    both: '{pods} and Service {service} before it are both annotated, so each pod is scraped twice and every sum doubles.',
  },
  *check({ pods, service }: TwiceScraped) {
    yield { message: 'both', data: { pods, service } };
  },
});
