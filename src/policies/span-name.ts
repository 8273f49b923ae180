import { definePolicy } from '../problem.js';
import { describeEndless } from './describe-endless.js';

/** What is known of a span as it is named. */
export interface SpanNameSubject {
  readonly name: string;
}

/** Judges that a span name is one of few: names are what trace searches, service maps and span metrics group by. */
export const spanName = definePolicy({
  id: 'span-name',
  summary: 'Span names are one of few: no ids, raw paths, addresses or text of users.',
  severity: 'error',
  lint: 'rule',
  messages: {
    empty: 'The span has no name, so no search and no map can show it.',
    endless: 'Span name `{name}` contains {what}; put that into an attribute and its template into the name.',
  },
  *check({ name }: SpanNameSubject) {
    if (name.trim() === '') yield { message: 'empty' };
    const found = describeEndless(name);
    if (found === undefined) return;
    const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
    yield { message: 'endless', data: { name: shown, what: found.what }, part: found.part };
  },
});
