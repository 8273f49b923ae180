import { definePolicy } from '../problem.js';
import { splitWords } from './describe-endless.js';

/** The key of a span attribute, and what the catalog of known keys says of it. */
export interface SpanAttributeSubject {
  readonly key: string;
  /** Whether a dialect of the conventions, or OpenTelemetry, has this key. */
  readonly isKnown: boolean;
  /** The known key it is probably meant to be. */
  readonly near?: string;
  /** The dialect this key belongs to, when the conventions do not have that dialect. */
  readonly foreignDialect?: string;
  /** What the dialects of the conventions call the same fact. */
  readonly replacement?: string;
}

const form = /^[a-z][a-z0-9]*(?:[._][a-z0-9]+)*$/;

/** Judges the key of a span attribute: well-formed, not misspelt, and of a dialect that the conventions have. */
export const spanAttributeName = definePolicy({
  id: 'span-attribute-name',
  summary: 'Span attributes are lower-case words joined by dots, and known ones are spelled as known.',
  severity: 'error',
  lint: 'rule',
  messages: {
    malformed: 'Attribute `{key}` is not lower-case words joined by dots; `{suggestion}` would be.',
    misspelt: 'Attribute `{key}` is unknown; did you mean `{suggestion}`?',
    noWord: 'Attribute `{key}` has no word in it; a key is lower-case words joined by dots.',
    otherDialect:
      'Attribute `{key}` is of the {dialect} dialect, which the conventions do not have; theirs is `{suggestion}`.',
    reserved: 'Attribute `{key}` starts with `otel.`, which exporters write themselves.',
  },
  *check({ key, isKnown, near, foreignDialect, replacement }: SpanAttributeSubject) {
    if (foreignDialect !== undefined && replacement !== undefined) {
      const data = { key, dialect: foreignDialect, suggestion: replacement };
      yield { message: 'otherDialect', data, part: key };
    } else if (key.startsWith('otel.')) {
      yield { message: 'reserved', data: { key }, part: 'otel.' };
    } else if (isKnown) {
      return;
    } else if (near !== undefined) {
      yield { message: 'misspelt', data: { key, suggestion: near }, part: key };
    } else if (!form.test(key)) {
      const suggestion = respell(key);
      const message = suggestion === '' ? 'noWord' : 'malformed';
      yield { message, data: { key, suggestion }, part: key };
    }
  },
});

function respell(key: string): string {
  const text = key
    .split('.')
    .map((part) => splitWords(part).join('_'))
    .filter(Boolean)
    .join('.');
  return form.test(text) ? text : '';
}
