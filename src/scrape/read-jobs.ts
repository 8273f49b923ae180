import { load } from 'js-yaml';
import { at, listAt, textAt, textListAt, textListsAt } from './manifest-value.js';
import type { DiscoveryRole, RelabelAction, RelabelStep, ScrapeJob } from './relabel-step.js';
import type { ScrapeDefaults } from './scrape-target.js';

const roles: readonly string[] = ['pod', 'endpoints', 'endpointslice'];

/** The jobs of a prometheus.yml that find pods in Kubernetes, and its defaults; throws `YAMLException` for what is none. */
export function readJobs(text: string): { readonly jobs: ScrapeJob[]; readonly defaults: ScrapeDefaults } {
  const document = load(text);
  const defaults = {
    interval: textAt(document, 'global', 'scrape_interval') || '1m',
    timeout: textAt(document, 'global', 'scrape_timeout') || '10s',
  };
  const jobs = listAt(document, 'scrape_configs').map(readJob);
  return { jobs: jobs.filter((job) => job.kubernetes_sd_configs.length > 0), defaults };
}

function readJob(job: unknown): ScrapeJob {
  const optional = (key: string) => (textAt(job, key) === '' ? {} : { [key]: textAt(job, key) });
  const discovery = listAt(job, 'kubernetes_sd_configs').filter((one) => roles.includes(textAt(one, 'role')));
  return {
    job_name: textAt(job, 'job_name'),
    honor_labels: at(job, 'honor_labels') === true,
    ...optional('scrape_interval'),
    ...optional('scrape_timeout'),
    ...optional('metrics_path'),
    ...optional('scheme'),
    params: textListsAt(job, 'params'),
    kubernetes_sd_configs: discovery.map((one) => ({
      role: textAt(one, 'role') as DiscoveryRole,
      ...(at(one, 'namespaces', 'names') === undefined
        ? {}
        : { namespaces: { names: textListAt(one, 'namespaces', 'names') } }),
    })),
    relabel_configs: listAt(job, 'relabel_configs').map(readStep),
  };
}

function readStep(step: unknown): RelabelStep {
  const optional = (key: string) => (typeof at(step, key) === 'string' ? { [key]: textAt(step, key) } : {});
  return {
    source_labels: textListAt(step, 'source_labels'),
    action: (textAt(step, 'action').toLowerCase() || 'replace') as RelabelAction,
    modulus: Number(textAt(step, 'modulus') || 0),
    ...optional('separator'),
    ...optional('target_label'),
    ...optional('replacement'),
    // A bare number is a regular expression too.
    ...(textAt(step, 'regex') === '' ? {} : { regex: textAt(step, 'regex') }),
  };
}
