import type {
  ExpositionFamily,
  ExpositionFormat,
  ExpositionSample,
  FamilyType,
} from '../../src/policies/exposition-family.js';

/** Creates a family as a page in the given format would hold it. */
export function createFamily(
  name: string,
  type: FamilyType,
  samples: readonly ExpositionSample[],
  format: ExpositionFormat = 'text',
): ExpositionFamily {
  return { name, type, format, samples, line: 1, reopened: false };
}

/** Creates a sample on the second line of a page. */
export function sample(
  name: string,
  value: number,
  labels: Readonly<Record<string, string>> = {},
): ExpositionSample {
  return { name, value, valueText: String(value), labels: Object.entries(labels), line: 2 };
}
