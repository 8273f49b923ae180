import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translateAttribute, translateInstrument } from '../../src/policies/translate-instrument.js';

// What Prometheus' own translator makes of these (prometheus/otlptranslator), the strategy with suffixes.
const table = [
  ['histogram', 'http.server.request.duration', 's', 'http_server_request_duration_seconds'],
  ['gauge', 'cpu.utilization', '1', 'cpu_utilization_ratio'],
  ['counter', 'requests', '1', 'requests_total'],
  ['histogram', 'a.duration.seconds', 's', 'a_duration_seconds'],
  ['gauge', 'a.seconds.queue', 's', 'a_seconds_queue'],
  ['counter', 'net.io.total', 'By', 'net_io_bytes_total'],
  ['gauge', 'disk.size', 'TiBy', 'disk_size_tebibytes'],
  ['counter', 'orders', '{order}', 'orders_total'],
  ['gauge', 'speed', 'm/s', 'speed_meters_per_second'],
  ['gauge', 'rate', '{request}/s', 'rate_per_second'],
  ['gauge', '5xx/queue-depth', undefined, '_5xx_queue_depth'],
] as const;

describe('translateInstrument', () => {
  it.each(table)('names %s %s with unit %s %s', (type, name, unit, expected) => {
    const instrument = unit === undefined ? { type, name } : { type, name, unit };
    expect(translateInstrument(instrument)).toBe(expected);
  });

  it('leaves units out where the exporter does', () => {
    const name = 'http.server.request.duration';
    expect(translateInstrument({ type: 'histogram', name, unit: 's' }, 'unsuffixed')).toBe(
      'http_server_request_duration',
    );
    expect(translateInstrument({ type: 'counter', name: 'net.io', unit: 'By' }, 'unsuffixed')).toBe(
      'net_io_total',
    );
  });

  it('makes a name that Prometheus can hold of every instrument', () => {
    const type = fc.constantFrom('counter', 'gauge', 'histogram');
    const instrument = fc.record({ type, name: fc.string({ minLength: 1 }), unit: fc.string() });
    const property = fc.property(instrument, fc.string({ minLength: 1 }), (subject, key) => {
      expect(translateInstrument(subject)).toMatch(/^(?:[A-Za-z_:][\w:]*)?$/);
      expect(translateAttribute(key)).toMatch(/^(?:[A-Za-z_]\w*)?$/);
    });
    fc.assert(property, { numRuns: 2_000 });
    console.log('translation: 2000 instruments, 0 names that Prometheus refuses');
  });
});
