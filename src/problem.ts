import type { Conventions } from './conventions.js';
import { fillTemplate } from './errors.js';

/** How much a problem matters: only an `error` fails a check by default. */
export type Severity = 'error' | 'warning' | 'info';

/** Where a problem was seen: `line` and `column` count from 1, `source` is the reader's own line. */
export interface Location {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  readonly source?: string;
}

/** One finding of a policy, ready to be reported by the editor, the running process or the command line. */
export interface Problem {
  /** The id of the policy, which is also the name of its rule and of its page in docs/rules. */
  readonly policy: string;
  readonly severity: Severity;
  /** One sentence with a full stop. */
  readonly text: string;
  readonly location?: Location;
}

/** What a policy yields: which of its sentences applies, the data to fill in, and the offending part of the subject. */
export interface Verdict<Message extends string> {
  readonly message: Message;
  readonly data?: Readonly<Record<string, string | number | undefined>>;
  /** The word of the subject that is wrong, so that a reporter can point at it. */
  readonly part?: string;
}

/** A pure judgement: a subject and the conventions in, verdicts out. */
export interface Policy<Subject, Message extends string = string> {
  readonly id: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly messages: Readonly<Record<Message, string>>;
  /** The lint rule of the same name, or why the editor cannot judge this. */
  readonly lint: 'rule' | { readonly reason: string };
  check(subject: Subject, conventions: Conventions): Iterable<Verdict<NoInfer<Message>>>;
}

/** Freezes a policy; its `messages` are the only place where its sentences live. */
export function definePolicy<Subject, Message extends string>(
  policy: Policy<Subject, Message>,
): Policy<Subject, Message> {
  return Object.freeze(policy);
}

/** Renders the sentence of a verdict. */
export function renderMessage<Message extends string>(
  policy: Pick<Policy<never, Message>, 'messages'>,
  verdict: Verdict<Message>,
): string {
  return fillTemplate(policy.messages[verdict.message], verdict.data ?? {});
}

/** Judges a subject by several policies and returns what they found as problems. */
export function judge<Subject>(
  policies: readonly Policy<Subject>[],
  subject: Subject,
  conventions: Conventions,
): (Problem & { readonly part?: string })[] {
  return policies.flatMap((policy) =>
    [...policy.check(subject, conventions)].map((verdict) => ({
      policy: policy.id,
      severity: policy.severity,
      text: renderMessage(policy, verdict),
      ...(verdict.part === undefined ? {} : { part: verdict.part }),
    })),
  );
}
