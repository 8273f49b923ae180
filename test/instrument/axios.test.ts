import axios, { AxiosError, type AxiosInstance, type AxiosRequestConfig, type CancelToken } from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instrumentAxios } from '../../src/instrument/axios.js';
import { instrumentFetch } from '../../src/instrument/fetch.js';
import { instrumentHttpClient } from '../../src/instrument/http-client.js';
import { createTestTelemetry, type TestTelemetry } from '../../src/testing/index.js';
import { testAdapter } from '../support/adapter-contract.js';
import { type HttpCallee, startHttpCallee } from '../support/http-callee.js';

let callee: HttpCallee;
beforeAll(async () => {
  callee = await startHttpCallee();
});
afterAll(() => callee.close());

const handled = 'ego_client_handle_total';

testAdapter({
  name: 'instrumentAxios',
  spanKind: 'client',
  counted: { name: handled, labels: { type: 'http', name: 'stock', code: 'OK' } },
  async create(telemetry) {
    const client = axios.create({ baseURL: callee.url });
    const detach = instrumentAxios(telemetry, client, { name: 'stock' });
    return {
      succeed: () => client.get('/items/42', { params: { token: 'secret' } }),
      fail: () => client.get('/broken').catch((error: unknown) => error),
      detach,
      close: async () => {},
    };
  },
});

describe('instrumentAxios', () => {
  const observe = async (
    use: (client: AxiosInstance, telemetry: TestTelemetry) => Promise<void>,
    config: Parameters<typeof axios.create>[0] = {},
  ) => {
    const telemetry = createTestTelemetry({ access: { servers: true, clients: true } });
    const client = axios.create({ baseURL: callee.url, ...config });
    instrumentAxios(telemetry, client, {
      name: 'stock',
      relabel: [{ match: '^/users/[^/]+$', replacement: '/users/:name' }],
    });
    await use(client, telemetry);
    await telemetry.shutdown();
  };
  const lines = (telemetry: TestTelemetry) => telemetry.lines().filter(({ msg }) => msg === 'access');

  it('hands trace context and identity on, and names paths by its rules', () =>
    observe(async (client, telemetry) => {
      await client.get('/users/bob');
      const [span] = await telemetry.spans();
      expect(callee.latest()['app']).toBe('test-service');
      expect(callee.latest()['traceparent']).toBe(`00-${span?.traceId}-${span?.spanId}-01`);
      expect(
        await telemetry.value(handled, { method: 'GET./users/:name', peer: new URL(callee.url).host }),
      ).toBe(1);
    }));

  it.each([
    { name: 'a refusal', path: '/refused', code: 'Not Found', ucode: 404, bizCode: 404100001 },
    { name: 'a failure of the callee', path: '/broken', code: 'Service Unavailable', ucode: 503 },
    { name: 'a reply that breaks off', path: '/half', code: 'biz error', ucode: 503 },
    { name: 'a request that takes too long', path: '/hang', timeout: 20, code: 'biz error', ucode: 503 },
    { name: 'a request that its caller gives up', path: '/hang', abort: true, code: 'biz error', ucode: 503 },
  ])('tells $name once, with its codes, and rejects with the same error', ({ path, ...told }) =>
    observe(async (client, telemetry) => {
      const controller = new AbortController();
      if (told.abort === true) setImmediate(() => controller.abort());
      const config = {
        signal: controller.signal,
        ...(told.timeout === undefined ? {} : { timeout: told.timeout }),
      };
      const error: unknown = await client.get(path, config).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(told.abort === true ? axios.CanceledError : AxiosError);
      expect(lines(telemetry)).toHaveLength(1);
      const { ucode, bizCode } = told;
      expect(lines(telemetry)[0]).toMatchObject({
        ucode,
        comp: 'client.axios',
        ...(bizCode ? { bizCode } : {}),
      });
      expect(await telemetry.value(handled, { code: told.code })).toBe(1);
      expect((await telemetry.spans()).map(({ failed }) => failed)).toEqual([true]);
    }),
  );

  it.each(['http', 'fetch'] as const)(
    'is one operation over redirects, whatever observes its %s below',
    (adapter) =>
      observe(
        async (client, telemetry) => {
          const detaching = [instrumentHttpClient(telemetry), instrumentFetch(telemetry)];
          expect((await client.get('/redirect')).data).toBe('body');
          expect((await client.get('/redirect')).status).toBe(200);
          for (const detach of detaching) detach();
          const spans = await telemetry.spans();
          expect(spans.map(({ attributes }) => attributes['http.response.status_code'])).toEqual([200, 200]);
          expect(lines(telemetry).map(({ comp }) => comp)).toEqual(['client.axios', 'client.axios']);
          expect(telemetry.running.announced.size).toBe(0);
        },
        { adapter },
      ),
  );

  it('ends with the last byte of a streamed body', () =>
    observe(async (client, telemetry) => {
      const { data } = await client.get<NodeJS.ReadableStream>('/stream', { responseType: 'stream' });
      expect(await telemetry.spans()).toHaveLength(0);
      let body = '';
      for await (const chunk of data) body += String(chunk);
      expect(body).toBe('onetwo');
      await expect.poll(() => telemetry.value(handled, { code: 'OK' })).toBe(1);
    }));

  it('makes a trace of its own of a request that is sent again with the same configuration', () =>
    observe(async (client, telemetry) => {
      const error = await client.get('/broken').catch((caught: AxiosError) => caught);
      await client.request((error as AxiosError).config ?? {}).catch(() => {});
      const ids = (await telemetry.spans()).map(({ traceId }) => traceId);
      expect(new Set(ids).size).toBe(2);
      expect(callee.latest()['traceparent']).toContain(ids[1]);
    }));

  const lost = new Error('lost');
  const throwLost = (): never => {
    throw lost;
  };
  const token = () => {
    const { token: cancelToken, cancel } = axios.CancelToken.source();
    setImmediate(() => cancel('enough'));
    return cancelToken;
  };
  it.each<{ name: string; config: (shared: CancelToken) => AxiosRequestConfig }>([
    { name: 'of an adapter of the caller', config: () => ({ adapter: () => Promise.reject(lost) }) },
    { name: 'of an adapter that throws at once', config: () => ({ adapter: throwLost }) },
    {
      name: 'of another client behind an adapter',
      config: () => ({ adapter: () => axios.get(`${callee.url}/broken`) }),
    },
    { name: 'of a reply that cannot be transformed', config: () => ({ transformResponse: throwLost }) },
    { name: 'of a body that cannot be transformed', config: () => ({ transformRequest: [throwLost] }) },
    {
      name: 'that requests of a cancel token share',
      config: (shared) => ({ cancelToken: shared, url: '/hang' }),
    },
  ])('ends the very request that an error $name is about, which does not say so', ({ config }) =>
    observe(async (client, telemetry) => {
      const failing = { ...config(token()), method: 'post' };
      const results = await Promise.allSettled([
        client.request({ url: '/stream' }),
        client.request({ url: '/items', ...failing }),
        client.request({ url: '/stream' }),
        client.request({ url: '/items', ...failing }),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
      const told = (await telemetry.spans()).map(({ name, failed }) => [name, failed]);
      expect(told.sort()).toEqual([
        ['GET', false],
        ['GET', false],
        ['POST', true],
        ['POST', true],
      ]);
      expect(telemetry.running.announced.size).toBe(0);
    }),
  );

  it('ends a request whose reply or error an interceptor before it has replaced', async () => {
    const telemetry = createTestTelemetry();
    const client = axios.create({ baseURL: callee.url });
    client.interceptors.response.use(
      (reply) => reply.data as never,
      () => Promise.reject(lost),
    );
    instrumentAxios(telemetry, client, { name: 'stock' });
    expect(await client.get('/stream')).toBe('onetwo');
    await expect(client.get('/broken')).rejects.toBe(lost);
    expect((await telemetry.spans()).map(({ failed }) => failed)).toEqual([false, true]);
    expect(await telemetry.value(handled, { name: 'stock', code: 'OK' })).toBe(1);
    await telemetry.shutdown();
  });

  it('watches what is sent again and again once', () =>
    observe(async (client) => {
      const adapter = () => Promise.reject(Object.assign(new AxiosError('lost'), { config }));
      const config: AxiosRequestConfig = { url: '/items', adapter };
      await client.request(config).catch(() => {});
      let sent: AxiosRequestConfig | undefined;
      client.interceptors.request.use((made) => (sent = made));
      await client.request(config).catch(() => {});
      const [first, again] = [sent?.adapter, sent];
      await client.request(again ?? {}).catch(() => {});
      expect(sent?.adapter).toBe(first);
    }));
});
