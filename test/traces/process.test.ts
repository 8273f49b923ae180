import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

describe('a process', () => {
  const run = (script: string): string => {
    const prelude = `
      import { createJiti } from 'jiti';
      const { import: load } = createJiti(process.cwd() + '/');
      const { createTraces } = await load('./src/traces/index.ts');
      const { defaultConventions } = await load('./src/conventions.ts');
      const traces = (endpoint) => createTraces({ service: { name: 'a', version: '1' }, conventions: defaultConventions,
        sampleRatio: 1, diagnose: () => {}, ...(endpoint ? { exporter: { kind: 'otlp-http', endpoint } } : {}) });
    `;
    const args = ['--input-type=module', '-e', prelude + script];
    return execFileSync(process.execPath, args, { encoding: 'utf8', cwd: new URL('../..', import.meta.url) });
  };

  it('loads neither an SDK of OTel nor its serializers, with an endpoint or without', () => {
    const script = (endpoint: string) =>
      `traces(${endpoint}); await new Promise((r) => setTimeout(r, 300));
      const { cache } = (await import('node:module')).createRequire('/');
      console.log(Object.keys(cache).filter((file) => /sdk-trace|otlp-transformer|sdk-node/.test(file)).length, Object.keys(cache).length > 0)`;
    expect(run(script('')).trim()).toBe('0 true');
    expect(run(script(`'http://127.0.0.1:9'`)).trim()).toBe('0 true');
  });

  it('ends by itself with spans queued and no collector', () => {
    const output = run(`
      const t = traces('http://127.0.0.1:9');
      const startedAt = performance.now();
      process.on('exit', () => console.log(Math.round(performance.now() - startedAt)));
      for (let i = 0; i < 2000; i++) t.tracer.startSpan('x').end();
      await new Promise((resolve) => setTimeout(resolve, 300));
    `);
    console.log(`T4 natural end, refused, no shutdown: ${output.trim()} ms`);
    expect(Number(output)).toBeLessThan(5500);
  });

  it.each(['refused', 'hang'] as const)(
    'ends within 5.5 s after a shutdown in time when the collector is: %s',
    (mode) => {
      const script = `
      import { createServer } from 'node:net';
      const silent = createServer(() => {}).listen(0, '127.0.0.1');
      await new Promise((resolve) => silent.once('listening', resolve));
      const port = '${mode}' === 'hang' ? silent.address().port : 9;
      silent.unref();
      const t = traces('http://127.0.0.1:' + port);
      for (let i = 0; i < 2000; i++) t.tracer.startSpan('x').end();
      const startedAt = performance.now();
      process.on('exit', () => console.log(JSON.stringify({ ms: Math.round(performance.now() - startedAt), ...t.counts() })));
      const work = setInterval(() => {}, 1000);
      process.once('SIGTERM', () => (clearInterval(work), void t.shutdown()));
      setTimeout(() => process.kill(process.pid, 'SIGTERM'), 50);
    `;
      const output = run(script);
      console.log(`T4 SIGTERM, ${mode}: ${output.trim()}`);
      const { ms, ended, dropped, failed, queued } = JSON.parse(output) as Record<string, number>;
      expect(ms).toBeLessThan(5500);
      expect({ ended, lost: (dropped ?? 0) + (failed ?? 0), queued }).toEqual({
        ended: 2000,
        lost: 2000,
        queued: 0,
      });
    },
  );

  // All of the process: the queue's 16 MiB, the caller's garbage and what V8's young generation grows by.
  it.each([
    { name: '100 KB', length: 100_000, spans: 20_000 },
    { name: '10 MB', length: 10_000_000, spans: 200 },
  ])('grows by at most 32 MiB when texts of $name meet a collector that hangs', ({ name, length, spans }) => {
    const output = run(`
      import { createServer } from 'node:net';
      const silent = createServer(() => {}).listen(0, '127.0.0.1');
      await new Promise((resolve) => silent.once('listening', resolve));
      const end = async (t, spans) => {
        for (let i = 0; i < spans; i++) {
          t.tracer.startSpan('order', { attributes: { note: String(i).padEnd(${length}, 'x') } }).end();
          if (i % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const t = traces('http://127.0.0.1:' + silent.address().port);
      await end(traces(), ${spans});
      await end(t, 1);
      await new Promise((resolve) => setTimeout(resolve, 1200));
      const before = process.memoryUsage().rss;
      await end(t, ${spans});
      console.log(JSON.stringify({ mebibytes: Math.round((process.memoryUsage().rss - before) / 1048576), ...t.counts() }));
      process.exit(0);
    `);
    console.log(`T2 RSS, ${name}: ${output.trim()}`);
    const { mebibytes, ended, dropped, queued } = JSON.parse(output) as Record<string, number>;
    expect(mebibytes).toBeLessThanOrEqual(32);
    expect(ended).toBe((dropped ?? 0) + (queued ?? 0));
  });
});
