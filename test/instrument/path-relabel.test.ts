import { describe, expect, it } from 'vitest';
import { instrumentFetch } from '../../src/instrument/fetch.js';
import { createPathTemplate } from '../../src/instrument/family/path-relabel.js';
import { createTestTelemetry } from '../../src/testing/index.js';

describe('createPathTemplate', () => {
  it('takes the first rule that matches the path without its query, else replaces ids', () => {
    const template = createPathTemplate([
      { match: '^/users/me$', replacement: '/users/me' },
      { match: /^\/USERS\/[^/]+$/gi, replacement: '/users/:name' },
    ]);
    const paths = ['/users/me?x=1', '/users/bob', '/Users/bob', '/users/bob/7', '/users/me/'];
    expect(paths.map(template)).toEqual([
      '/users/me',
      '/users/:name',
      '/users/:name',
      '/users/bob/:id',
      '/users/me/',
    ]);
    expect(template('/users/bob')).toBe('/users/:name');
  });

  it.each([
    '^/(a+)+$',
    '^/(a|aa)*$',
    '^/(?:[^/]+/)*x$',
    '^.*.*x$',
    '^/.*/x.*$',
    '^/\\d+\\d+$',
    '^/[^/]*[^/]*x$',
    '^/(\\w+)/\\1$',
    '^/(?=a+)b$',
    '^/(?<!a)b$',
    '(x{2,}){3}',
    '^/[\\s\\S]+/[^/]+$',
    '/\\D+/\\d+',
    '(/?a*)(/?a*)(/?a*)x',
  ])('refuses %s, which may take very long', (match) => {
    expect(() => createPathTemplate([{ match, replacement: 'x' }])).toThrow(/TRI_INSTRUMENT_ENDLESS_PATTERN/);
  });

  const fine = [
    '^/users/[^/]+/orders/\\d+$',
    '^/files/.*',
    '^/(?:cats|dogs)/\\w+$',
    '/v\\d+/items/[a-z0-9-]{1,36}/?$',
    '^/a(?:/b)?/[^/]*$',
    '^/[^/]+/x\\/[\\w.]+\\/.+$',
    '[/]x+/[/]y+',
  ];

  it('takes every expression whose time grows no faster than what it reads by a square', () => {
    let slowest = 0;
    const unit = '/aaaaaaaaaaaaaaa0-';
    for (const match of fine) {
      const template = createPathTemplate([{ match, replacement: 'x' }]);
      for (const path of [
        unit.repeat(30),
        '/'.repeat(512),
        `/${'a'.repeat(511)}`,
        `/users/${'1/'.repeat(250)}\n`,
      ]) {
        const before = process.cpuUsage();
        for (let i = 0; i < 20; i++) template(path);
        slowest = Math.max(slowest, process.cpuUsage(before).user / 20);
      }
    }
    console.log(`${fine.length} expressions, the slowest match ${slowest.toFixed(0)} us of CPU`);
    expect(slowest).toBeLessThan(50_000);
  });

  it.each([
    { name: 'no expression', rule: { match: '(', replacement: 'x' } },
    { name: 'no replacement', rule: { match: 'x', replacement: '' } },
  ])('refuses a rule with $name when the adapter is attached', async ({ rule }) => {
    const telemetry = createTestTelemetry();
    expect(() => instrumentFetch(telemetry, { relabel: [rule] })).toThrow(/TRI_INSTRUMENT_INVALID_RELABEL/);
    await telemetry.shutdown();
  });
});
