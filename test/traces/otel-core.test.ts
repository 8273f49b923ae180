import * as core from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { describe, expect, it } from 'vitest';
import { createResource } from '../../src/traces/create-resource.js';
import { LocalResource } from '../../src/traces/local-resource.js';
import * as ours from '../../src/traces/otel-core.js';

describe("what is taken from OpenTelemetry's core by file", () => {
  it.each(Object.entries(ours))('is what its index exports: %s', (name, value) => {
    expect(value).toBe((core as Record<string, unknown>)[name]);
  });

  it('says of the SDK what its SDK_INFO says', () => {
    const { attributes } = createResource({ service: { name: 'a', version: '1' }, environment: {} });
    expect(attributes).toMatchObject(core.SDK_INFO);
  });
});

describe('a resource', () => {
  it("is merged as OTel's own is", () => {
    const [one, other] = [
      { 'service.name': 'a', 'host.name': 'h' },
      { 'host.name': 'i', 'process.pid': 7 },
    ];
    const foreign = resourceFromAttributes(other);
    const merged = new LocalResource(one).merge(foreign);
    expect(merged.attributes).toEqual(resourceFromAttributes(one).merge(foreign).attributes);
    const reversed = foreign.merge(new LocalResource(one));
    expect(reversed.attributes).toEqual(foreign.merge(resourceFromAttributes(one)).attributes);
  });
});
