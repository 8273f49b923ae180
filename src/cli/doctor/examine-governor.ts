import { createServiceCatalog } from '../../catalog/service-catalog.js';
import { createReport } from '../report.js';
import { checkTargets } from '../check-targets.js';
import { type Diagnosis, type Examination, fail, pass, reasonOf, warn } from './diagnosis.js';

const timeoutMs = 3000;

/** Looks at who listens on the governor's port, and at the page a scrape would get. */
export const examineGovernor: Examination = async ({ governors, io }) => {
  const results = await Promise.all(governors.map((url) => examineOne(url, io)));
  return results.flat();
};

async function examineOne(url: string, io: Parameters<Examination>[0]['io']): Promise<Diagnosis[]> {
  const { host } = new URL(url);
  const check = `governor ${host}`;
  try {
    const reply = await fetch(`${url}/build/info`, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    const { name, frameworkVersion } = (await reply.json()) as { name?: unknown; frameworkVersion?: unknown };
    if (typeof name !== 'string' || typeof frameworkVersion !== 'string')
      throw new Error('it is another program');
    const running = pass(check, `${name}, Tricord ${frameworkVersion}`);
    return [running, await examineReadiness(url, host), await examinePage(url, host, io)];
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === 'ECONNREFUSED') {
      return [warn(check, 'nothing listens there', 'Start the service, or name its governor by --governor.')];
    }
    return [
      fail(
        check,
        `no governor answers there (${reason})`,
        'Give the governor a port of its own: TRICORD_GOVERNOR_PORT.',
      ),
    ];
  }
}

async function examineReadiness(url: string, host: string): Promise<Diagnosis> {
  const check = `readiness ${host}`;
  const reply = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(timeoutMs) });
  const { checks = {} } = (await reply.json()) as { checks?: Readonly<Record<string, boolean>> };
  const failing = Object.keys(checks).filter((name) => checks[name] !== true);
  if (reply.ok) return pass(check, 'ready');
  return warn(
    check,
    `not ready: ${failing.join(', ') || 'it does not say why'}`,
    'Look at what these checks ask for.',
  );
}

/** Judged as `tricord check` does it. */
async function examinePage(
  url: string,
  host: string,
  { cwd, env }: Parameters<Examination>[0]['io'],
): Promise<Diagnosis> {
  const check = `metrics ${host}`;
  const page = `${url}/metrics`;
  const mend = `\`tricord check ${page}\` shows each of them.`;
  const silent = { write: () => true };
  const catalog = createServiceCatalog({ service: { name: 'service' } }, []);
  const io = { cwd, env, stdin: (async function* () {})(), stdout: silent, stderr: silent };
  try {
    const { summary } = createReport(await checkTargets([page], { catalog, io, kind: 'metrics' }));
    if (summary.errors > 0) return fail(check, `the page has ${summary.errors} errors`, mend);
    if (summary.warnings > 0) return warn(check, `the page has ${summary.warnings} warnings`, mend);
    return pass(check, 'reachable, and every line is as it should be');
  } catch (error) {
    return fail(check, `the page cannot be read (${reasonOf(error)})`, mend);
  }
}
