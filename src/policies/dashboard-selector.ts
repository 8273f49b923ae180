import { definePolicy } from '../problem.js';

/** The selectors of one expression of a panel, on a board that has variables. */
export interface SelectorSubject {
  readonly title: string;
  readonly selectors: readonly {
    readonly metric: string;
    /** Whether one of its matchers takes its value from a variable. */
    readonly follows: boolean;
  }[];
  /** Labels by which selectors of the board follow a variable; empty when none does. */
  readonly followed: readonly string[];
}

/** Judges that a panel shows what the variables of its board choose. */
export const dashboardSelector = definePolicy({
  id: 'dashboard-selector',
  summary: 'Every selector of a board follows a variable when others of the board do.',
  severity: 'warning',
  lint: { reason: 'Dashboards are JSON, which the editor plugin does not read.' },
  messages: {
    followsNothing:
      'Panel `{title}` asks `{metric}` of everything there is, while others follow {followed}: its numbers do not change with what is chosen.',
  },
  *check({ title, selectors, followed }: SelectorSubject) {
    if (followed.length === 0) return;
    const labels = followed.map((label) => `\`${label}\``).join(', ');
    const free = new Set(selectors.filter(({ follows }) => !follows).map(({ metric }) => metric));
    for (const metric of free)
      yield { message: 'followsNothing', data: { title, metric, followed: labels }, part: metric };
  },
});
