import type { LogDialect } from '../conventions.js';
import { dialects, reservedKeys } from '../log-dialects.js';
import { definePolicy } from '../problem.js';
import { splitWords } from './describe-endless.js';

/** A field of a log line. */
export interface LogFieldSubject {
  readonly key: string;
  /** Whether the line has been written, so that reserved keys are the logger's own. */
  readonly isWritten?: boolean;
}

/** Dialect → the form of a key: camelCase words, or ECS' snake_case; dots nest. */
const forms: Readonly<Record<LogDialect, { readonly name: string; readonly shape: RegExp }>> = {
  zap: { name: 'camelCase', shape: /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/ },
  ego: { name: 'camelCase', shape: /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/ },
  ecs: { name: 'snake_case', shape: /^[a-z][a-z0-9]*(?:[._][a-z0-9]+)*$/ },
};

/** Dialect → the keys its logger writes itself. */
const reserved = {
  zap: reservedKeys(dialects.zap),
  ego: reservedKeys(dialects.ego),
  ecs: reservedKeys(dialects.ecs),
};

/** Judges the key of a log field: spelled as its dialect spells, and not one that the logger writes itself. */
export const logFieldName = definePolicy({
  id: 'log-field-name',
  summary: "Log fields are spelled as their dialect spells, and none is one of the logger's own.",
  severity: 'error',
  lint: 'rule',
  messages: {
    reserved:
      'Field `{key}` is written by the logger itself on every line of the {dialect} dialect; call it something else.',
    wrongCase: 'Field `{key}` is not {form}; `{suggestion}` would be.',
    noWord: 'Field `{key}` has no word in it; a key is {form} words of letters and digits.',
  },
  *check({ key, isWritten = false }: LogFieldSubject, { logDialect: dialect }) {
    if (reserved[dialect].has(key)) {
      if (!isWritten) yield { message: 'reserved', data: { key, dialect }, part: key };
      return;
    }
    const { name: form, shape } = forms[dialect];
    if (shape.test(key)) return;
    const suggestion = respell(key, dialect);
    const data = { key, form, suggestion };
    yield { message: shape.test(suggestion) ? 'wrongCase' : 'noWord', data, part: key };
  },
});

function respell(key: string, dialect: LogDialect): string {
  return key
    .split('.')
    .map((part) => {
      const words = splitWords(part);
      if (dialect === 'ecs') return words.join('_');
      return words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join('');
    })
    .filter(Boolean)
    .join('.');
}
