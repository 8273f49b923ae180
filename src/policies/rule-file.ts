import { definePolicy } from '../problem.js';

const messages = {
  badDuration: '`{key}` of `{rule}` is `{got}`, which is no Prometheus duration such as `5m`.',
  badRecord: 'Rule `{rule}` records under a name that is no metric name.',
  duplicateRecord: 'Rule `{rule}` is recorded twice with the same labels.',
  missingExpr: 'Rule `{rule}` has no `expr`.',
  neitherAlertNorRecord: 'A rule has either `alert` or `record`; this one has {got}.',
  noGroups: 'The file has no `groups`, so it holds no rules.',
  noName: 'A group has no name.',
  notYaml: 'The file is not YAML that can be read: {reason}.',
  repeatedGroup: 'Group `{group}` stands twice in this file.',
  unknownKey: '`{key}` is no key of {what}{hint}.',
  wrongType: '`{key}` is {got}; it must be {expected}.',
} as const;

/** A fault in the form of a rule file. */
export interface RuleFileFault {
  readonly fault: keyof typeof messages;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly part?: string;
}

/** Judges the form of a Prometheus rule file. */
export const ruleFile = definePolicy({
  id: 'rule-file',
  summary: 'A rule file is YAML with groups of alerts and recording rules, each with its keys and no other.',
  severity: 'error',
  lint: { reason: 'Rule files are YAML, which the editor plugin does not read.' },
  messages,
  *check({ fault, data, part }: RuleFileFault) {
    yield {
      message: fault,
      ...(data === undefined ? {} : { data }),
      ...(part === undefined ? {} : { part }),
    };
  },
});
