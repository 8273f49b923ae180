import * as semconv from '@opentelemetry/semantic-conventions/incubating';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../src/catalog/attribute.js';
import { attributes } from '../../src/catalog/attributes.js';
import { readKnownKeys } from '../../src/catalog/semantic-keys.js';
import { nearestName } from '../../src/policies/nearest-name.js';

const known = readKnownKeys();

describe('the known keys of spans', () => {
  it("hold every attribute of OpenTelemetry's conventions", () => {
    const keys = Object.entries(semconv).filter(([name]) => name.startsWith('ATTR_'));
    const texts = keys.map(([, key]) => key).filter((key) => typeof key === 'string');
    console.log(`semantic keys: ${texts.length} attributes of OpenTelemetry`);
    expect(texts.length).toBeGreaterThan(800);
    expect(texts.filter((key) => !known.has(key))).toEqual([]);
  });

  it('hold every spelling of the facts of the catalog, with its dialects', () => {
    for (const fact of Object.values(attributes) as Attribute[]) {
      for (const [dialect, key] of Object.entries(fact.span)) {
        expect(known.get(key)?.dialects, key).toContain(dialect);
      }
    }
  });

  it('are found again by each of their slips of one letter', () => {
    const keys = [...known.keys()].filter((key) => key.length > 8).slice(0, 200);
    const lost = keys.filter((key) => {
      const slip = `${key.slice(0, 4)}${key.slice(5)}`;
      return !known.has(slip) && nearestName(slip, known.keys(), () => 2) === undefined;
    });
    expect(lost).toEqual([]);
  });
});
