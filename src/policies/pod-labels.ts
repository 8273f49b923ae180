import { definePolicy } from '../problem.js';

/** The labels of scraped pods, which become labels of every series. */
export interface PodLabels {
  /** Kind and name, e.g. `Deployment orders`. */
  readonly pods: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Labels by which the workload finds its pods. */
  readonly selector: readonly string[];
  /** Label → a metric of the service that carries it too. */
  readonly emitted: (label: string) => string | undefined;
}

/** Form of a label's value (Kubernetes API conventions). */
const labelValue = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

/** Judges the labels that pods hand to their series: those the boards select by, and none that metrics carry. */
export const podLabels = definePolicy({
  id: 'pod-labels',
  summary: 'Scraped pods carry the labels that boards select by, and none that their metrics carry.',
  severity: 'error',
  lint: { reason: 'Manifests are YAML, which the editor plugin does not read.' },
  messages: {
    badValue:
      'Label `{label}` of {pods} is `{value}`, which Kubernetes refuses: at most 63 letters, digits, `-`, `_`, `.`.',
    collision:
      'Label `{label}` of {pods} becomes `{series}` of every series, which `{metric}` carries itself; one of the two is lost.',
    missing: '{pods} is scraped, but its pods lack label `{label}`, by which boards and alerts select.',
    selected:
      '{pods} selects its pods by label `{label}`, which changes with each release; a selector cannot.',
  },
  *check({ pods, labels, selector, emitted }: PodLabels, { scrape }) {
    for (const label of scrape.podLabels) {
      if (!Object.hasOwn(labels, label)) yield { message: 'missing', data: { pods, label } };
    }
    for (const [label, value] of Object.entries(labels)) {
      const series = label.replace(/[^a-zA-Z0-9_]/g, '_');
      const metric = emitted(series);
      if (!labelValue.test(value)) yield { message: 'badValue', data: { pods, label, value }, part: value };
      if (metric !== undefined)
        yield { message: 'collision', data: { pods, label, series, metric }, part: label };
    }
    const changing = ['version', 'enable'].find((label) => selector.includes(label));
    if (changing !== undefined)
      yield { message: 'selected', data: { pods, label: changing }, part: changing };
  },
});
