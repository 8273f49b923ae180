import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenCheck } from '../../src/governor/token.js';
import { ask, bearer, startGovernor, token, writeToken } from './start-governor.js';

describe('the token', () => {
  it.each([
    { name: 'the token', header: `Bearer ${token}`, passes: true },
    { name: 'the scheme in other case', header: `bearer  ${token}`, passes: true },
    { name: 'nothing', header: undefined, passes: false },
    { name: 'no scheme', header: token, passes: false },
    { name: 'another scheme', header: `Basic ${token}`, passes: false },
    { name: 'a beginning of it', header: `Bearer ${token.slice(0, -1)}`, passes: false },
    { name: 'more than it', header: `Bearer ${token}x`, passes: false },
    { name: 'it twice', header: `Bearer ${token} ${token}`, passes: false },
    { name: 'an empty word', header: 'Bearer ', passes: false },
  ])('passes on $name: $passes', async ({ header, passes }) => {
    expect(await createTokenCheck(writeToken())(header)).toBe(passes);
  });

  it('is read again for each request, and nobody passes while it is missing', async () => {
    const path = writeToken();
    const check = createTokenCheck(path);
    const rotated = token.toUpperCase();
    writeFileSync(path, rotated);
    expect([await check(`Bearer ${token}`), await check(`Bearer ${rotated}`)]).toEqual([false, true]);
    writeFileSync(path, '');
    expect([await check('Bearer '), await check(`Bearer ${rotated}`)]).toEqual([false, false]);
    rmSync(path);
    expect(await check(`Bearer ${rotated}`)).toBe(false);
  });

  it.each([
    { name: 'is not there', text: undefined, reason: 'ENOENT' },
    { name: 'is empty', text: '', reason: '0 characters' },
    { name: 'is short', text: 'secret', reason: '6 characters' },
    { name: 'has two words', text: `${token} ${token}`, reason: 'one word' },
  ])('is refused at the start when its file $name', async ({ text, reason }) => {
    const tokenFile = text === undefined ? '/no/such/token' : writeToken(text);
    const refused = startGovernor({}, { governor: { tokenFile } });
    await expect(refused).rejects.toThrow(reason);
    await expect(refused).rejects.toThrow('TRI_GOVERNOR_UNUSABLE_TOKEN');
  });

  it('is in nothing that leaves the process', async () => {
    const { port, telemetry } = await startGovernor(
      { jobs: { x: () => {} } },
      { governor: { tokenFile: writeToken() } },
    );
    const said: string[] = [];
    const routes = JSON.parse((await ask(port, '/')).body) as string[];
    for (const method of ['GET', 'PUT', 'POST', 'DELETE']) {
      for (const path of routes) {
        const query = path.includes('profile') ? `?seconds=0.01&token=${token}` : '';
        const headers = { ...bearer(), 'content-type': 'application/json' };
        const body = method === 'GET' ? undefined : `{"level":"${token}","name":"${token}"}`;
        const reply = await ask(port, path + query, {
          method,
          headers,
          ...(body === undefined ? {} : { body }),
        });
        said.push(reply.body, JSON.stringify(reply.headers));
      }
    }
    said.push(JSON.stringify(telemetry.lines()), await telemetry.metrics.registry.metrics());
    console.log(
      `token: ${said.length} outputs, ${said.filter((text) => text.includes(token)).length} with it`,
    );
    expect(said.filter((text) => text.includes(token))).toEqual([]);
    await telemetry.shutdown();
  });

  it('takes no longer to refuse the more of it is right', async () => {
    const check = createTokenCheck(writeToken());
    const guesses = [0, 8, 16, 24, token.length - 1].map((right) =>
      token.slice(0, right).padEnd(token.length, '#'),
    );
    const times = guesses.map(() => [] as number[]);
    for (let round = 0; round < 400; round++) {
      for (const [i, guess] of guesses.entries()) {
        const start = performance.now();
        for (let n = 0; n < 10; n++) await check(`Bearer ${guess}`);
        times[i]?.push((performance.now() - start) / 10);
      }
    }
    const medians = times.map((samples) => samples.sort((a, b) => a - b)[samples.length / 2] ?? 0);
    console.log(
      `token compare, median ms by right characters: ${medians.map((ms) => ms.toFixed(4)).join(' ')}`,
    );
    const isOrdered = medians.every((ms, i) => i === 0 || ms > (medians[i - 1] ?? 0) * 1.02);
    expect(isOrdered).toBe(false);
  }, 60_000);
});
