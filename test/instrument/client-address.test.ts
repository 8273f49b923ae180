import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '../../src/instrument/family/client-address.js';

const request = (list: unknown) =>
  ({
    headers: { 'x-forwarded-for': list },
    socket: { remoteAddress: '10.0.0.1' },
  }) as unknown as IncomingMessage;

describe('clientAddress', () => {
  it.each([
    { name: 'no trusted proxy', list: '203.0.113.9', hops: 0, address: '10.0.0.1' },
    { name: 'one trusted proxy', list: '203.0.113.9', hops: 1, address: '203.0.113.9' },
    {
      name: 'one, behind which the caller forged',
      list: '1.1.1.1, 203.0.113.9',
      hops: 1,
      address: '203.0.113.9',
    },
    { name: 'two trusted proxies', list: '1.1.1.1, 203.0.113.9, 10.0.0.2', hops: 2, address: '203.0.113.9' },
    { name: 'IPv6', list: '2001:db8::7', hops: 1, address: '2001:db8::7' },
    { name: 'fewer entries than proxies', list: '203.0.113.9', hops: 3, address: '10.0.0.1' },
    { name: 'no list', list: undefined, hops: 1, address: '10.0.0.1' },
    { name: 'something that is no address', list: 'evil","level":"fatal', hops: 1, address: '10.0.0.1' },
    { name: 'an endless list', list: '1.1.1.1,'.repeat(1000), hops: 1, address: '10.0.0.1' },
  ])('is right with $name', ({ list, hops, address }) => {
    expect(clientAddress(request(list), hops)).toBe(address);
  });

  it('is an address, whatever the header holds', () => {
    let runs = 0;
    const list = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())).map((parts) => parts.join(',')),
      fc.anything(),
    );
    fc.assert(
      fc.property(list, fc.nat(16), (value, hops) => {
        expect(isIP(clientAddress(request(value), hops))).not.toBe(0);
        runs += 1;
      }),
      { numRuns: 5000 },
    );
    console.log(`T9 ${runs} hostile X-Forwarded-For, ${runs} addresses`);
  });
});
