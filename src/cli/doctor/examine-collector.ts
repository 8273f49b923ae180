import { type Diagnosis, type Examination, fail, pass, reasonOf, warn } from './diagnosis.js';

const timeoutMs = 3000;
const check = 'collector';

/** Variables that name a collector; the general one is a base URL (OTLP specification). */
const variables = [
  ['TRICORD_TRACES_ENDPOINT', ''],
  ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', ''],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', '/v1/traces'],
] as const;

/** Sends an export without spans to the collector of the running service, or to that of the environment. */
export const examineCollector: Examination = async ({ governors, io }) => {
  const endpoint = (await readEndpoint(governors[0])) ?? endpointOf(io.env);
  if (endpoint === '') {
    return [
      warn(
        check,
        'none is set, so no spans leave',
        'Set OTEL_EXPORTER_OTLP_ENDPOINT to the URL of the collector.',
      ),
    ];
  }
  if (endpoint.includes('…@')) {
    return [
      warn(
        check,
        'its address holds a password, which is not told',
        'Set OTEL_EXPORTER_OTLP_ENDPOINT for the doctor.',
      ),
    ];
  }
  return [await sendNothing(toUrl(endpoint))];
};

/** Returns the collector of a running service; undefined when it is not running or does not tell. */
async function readEndpoint(governor: string | undefined): Promise<string | undefined> {
  try {
    const reply = await fetch(`${governor}/config`, { signal: AbortSignal.timeout(timeoutMs) });
    const { settings } = (await reply.json()) as { settings: { key: string; value: unknown }[] };
    const value = settings.find(({ key }) => key === 'traces.endpoint')?.value;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function endpointOf(env: Readonly<Record<string, string | undefined>>): string {
  for (const [name, path] of variables) {
    const value = env[name] ?? '';
    if (value !== '') return value.replace(/\/$/, '') + (value.includes('://') ? path : '');
  }
  return '';
}

/** Ego's `host:port`, and a base URL, mean the path of the specification. */
function toUrl(endpoint: string): URL | undefined {
  const text = endpoint.includes('://') ? endpoint : `http://${endpoint}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.pathname === '/') url.pathname = '/v1/traces';
  return url;
}

async function sendNothing(url: URL | undefined): Promise<Diagnosis> {
  const mend =
    'Start the collector, or correct OTEL_EXPORTER_OTLP_ENDPOINT; OTLP over HTTP is usually port 4318.';
  if (url === undefined) return fail(check, 'its address is no URL', mend);
  try {
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"resourceSpans":[]}',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (reply.ok) return pass(check, `${url.host} takes OTLP over HTTP`);
    if (reply.status === 401 || reply.status === 403) {
      return warn(
        check,
        `${url.host} answers ${reply.status}`,
        'It wants headers: OTEL_EXPORTER_OTLP_HEADERS.',
      );
    }
    return fail(check, `${url.host} answers ${reply.status}`, mend);
  } catch (error) {
    return fail(check, `${url.host} cannot be reached (${reasonOf(error)})`, mend);
  }
}
