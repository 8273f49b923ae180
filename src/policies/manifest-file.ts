import { definePolicy } from '../problem.js';

/** Why a manifest cannot be read. */
export interface ManifestFault {
  readonly fault: 'notYaml' | 'nothing';
  readonly reason?: string;
}

/** Judges that a manifest can be read and holds something that can be scraped. */
export const manifestFile = definePolicy({
  id: 'manifest-file',
  summary: 'A manifest is YAML or JSON with a workload or a service.',
  severity: 'error',
  lint: { reason: 'Manifests are YAML, which the editor plugin does not read.' },
  messages: {
    notYaml: 'The manifest is not YAML that can be read: {reason}.',
    nothing: 'The manifest holds no workload and no service, so nothing in it can be scraped.',
  },
  *check({ fault, reason }: ManifestFault) {
    yield reason === undefined ? { message: fault } : { message: fault, data: { reason } };
  },
});
