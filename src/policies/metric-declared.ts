import { definePolicy } from '../problem.js';

/** A metric of a page or a query under the names this service's conventions own, and what the catalog says of it. */
export interface DeclarationSubject {
  readonly name: string;
  /** Type on the page. */
  readonly type: string;
  /** Absent when no catalog entry has this name. */
  readonly declaredType?: string;
  /** The declared name most like it. */
  readonly near?: string;
}

/** Judges that a metric of ours is one of the catalog: what is not declared has no panel, no alert and no docs. */
export const metricDeclared = definePolicy({
  id: 'metric-declared',
  summary: 'Metrics of the namespace and of the user prefix are declared in the catalog, with their type.',
  severity: 'error',
  lint: { reason: 'The catalog of a service is known to the tools, not to the editor.' },
  messages: {
    undeclared: 'Metric `{name}` is not declared; {hint}.',
    wrongType: 'Metric `{name}` is a {type} here, but is declared as {declaredType}.',
  },
  *check({ name, type, declaredType, near }: DeclarationSubject) {
    if (declaredType === undefined) {
      const hint =
        near === undefined
          ? 'declare it in a module that `metrics` of tricord.config lists'
          : `did you mean \`${near}\``;
      yield { message: 'undeclared', data: { name, hint }, part: name };
    } else if (declaredType !== type) {
      yield { message: 'wrongType', data: { name, type, declaredType }, part: type };
    }
  },
});
