import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConsoleLayout } from '../../src/logs/console-layout.js';
import { dialects as dialectTable } from '../../src/log-dialects.js';
import { createLogs } from '../../src/logs/index.js';
import { baseOptions, captureLogs, dialects, rawControl } from './captured-logs.js';

const time = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d`;

/** What the console shows of a logger's lines, which no schema judges. */
function openConsole(options: Partial<Parameters<typeof createLogs>[0]> = {}) {
  const lines: string[] = [];
  const destination = { kind: 'custom', write: (line: string) => void lines.push(line) } as const;
  const logs = createLogs({ ...baseOptions, destination, debug: true, caller: true, ...options });
  return { ...logs, lines };
}

describe('the console layout', () => {
  it.each(dialects)('is Ego’s for lines of the %s dialect: time, LEVEL, caller, message, JSON', (dialect) => {
    const { business, lines } = openConsole({ dialect, traceIds: () => undefined });
    business.info('init default logger', { comp: 'core.elog', list: [1, { a: null }] });
    business.named('db').warn('x');
    const padded = 'init default logger'.padEnd(32);
    expect(lines[0]).toMatch(
      new RegExp(
        `^${time}\tINFO\tlogs/console-layout.test.ts:\\d+\t${padded}\t\\{"comp": "core.elog", "list": \\[1, \\{"a": null\\}\\]\\}\n$`,
      ),
    );
    expect(lines[1]).toMatch(/\tWARN\t[^\t]+\tx {31}\t\{"[a-z.]+": "business.db"\}\n$/);
  });

  it('colours the level on a terminal only', () => {
    const line = '{"level":"error","ts":"x","msg":"m"}\n';
    expect(createConsoleLayout(dialectTable.zap, true)(line)).toContain('\u001b[31mERROR\u001b[39m');
    expect(createConsoleLayout(dialectTable.zap, false)(line)).not.toContain('\u001b');
  });

  it('keeps one event on one line without raw controls: all 65,536 units and 2,000 forgeries', () => {
    const { business, lines } = openConsole({ caller: false });
    let calls = 0;
    const say = (text: string): void => {
      business.error(text, { [text]: text, error: Object.assign(new Error(text), { stack: text }) });
      calls++;
    };
    for (let start = 0; start < 65_536; start += 64)
      say(Array.from({ length: 64 }, (_, i) => String.fromCharCode(start + i)).join(''));
    const pieces = [
      '\n',
      '\r\n',
      '\u2028',
      '\u0085',
      '\u001b[2J',
      '\t',
      '2026-01-01 00:00:00\tFATAL\tx',
      '\u202e',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 10 }), (parts) =>
        say(parts.join('')),
      ),
      { numRuns: 2000 },
    );
    const bad = lines.filter(
      (line) =>
        line.indexOf('\n') !== line.length - 1 || rawControl.test(line.slice(0, -1).replaceAll('\t', '')),
    );
    const columns = lines.filter((line) => line.split('\t').length !== 5);
    console.log(`${calls} calls, ${lines.length} lines, ${bad.length} with raw controls`);
    expect([lines.length, bad, columns]).toEqual([calls, [], []]);
  }, 60_000);
});

describe('levels from error up', () => {
  it('carry the stack of the call when there is no error, and the error’s own when there is', () => {
    const logs = captureLogs();
    logs.business.warn('no stack');
    logs.business.error('where am I', { a: 1 });
    logs.business.error('failed', new Error('x'));
    const [none, own, failed] = logs.take();
    expect(none).not.toHaveProperty('stacktrace');
    expect(String(own?.['stacktrace']).split('\n')[0]).toMatch(/^at .*console-layout\.test\.ts:\d+:\d+\)?$/);
    expect(String(own?.['stacktrace'])).not.toMatch(/src\/logs|node:internal|\/pino\//);
    expect(failed?.['stacktrace']).toMatch(/^Error: x\n/);
  });
});

describe('setLevel', () => {
  it('takes the two loggers and zap’s levels only', () => {
    const logs = captureLogs();
    for (const level of ['constructor', 'toString', '__proto__', 'trace', '', 'INFO'])
      expect(logs.setLevel('business', level as 'info')).toBe(false);
    expect(logs.setLevel('constructor' as 'business', 'info')).toBe(false);
    expect(logs.business.level).toBe('debug');
    expect(logs.setLevel('business', 'error')).toBe(true);
    expect([logs.business.level, logs.framework.level]).toEqual(['error', 'debug']);
  });
});
