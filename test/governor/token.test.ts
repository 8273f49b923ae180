import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenCheck, isSameToken } from '../../src/governor/token.js';
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

  it('takes no longer to refuse the more of it is right, in 100,000 compares', async () => {
    const rights = [0, 8, 16, 24, token.length - 1];
    const guesses = rights.map((right) => token.slice(0, right).padEnd(token.length, '#'));
    const [rounds, batch] = [100, 200];
    const times = guesses.map(() => [] as number[]);
    let passed = 0;
    for (let round = 0; round < rounds; round++) {
      // In turns, so that whatever else the machine does happens to each of them.
      for (let turn = 0; turn < guesses.length; turn++) {
        const i = (turn + round) % guesses.length;
        const guess = guesses[i] ?? '';
        const start = performance.now();
        for (let n = 0; n < batch; n++) passed += Number(isSameToken(guess, token));
        times[i]?.push(((performance.now() - start) * 1000) / batch);
      }
    }
    const medians = times.map((samples) => samples.sort((a, b) => a - b)[samples.length / 2] ?? 0);
    console.log(
      `token compare: ${rounds * batch * guesses.length} compares, median µs by right characters: ${medians.map((us, i) => `${rights[i]}: ${us.toFixed(2)}`).join(', ')}`,
    );
    const isOrdered = medians.every((us, i) => i === 0 || us > (medians[i - 1] ?? 0));
    expect(passed).toBe(0);
    expect(isOrdered && (medians.at(-1) ?? 0) > (medians[0] ?? 0) * 1.05).toBe(false);
  });
});
