/** Resolves to whether something the service needs is there. */
export type ReadinessCheck = () => boolean | Promise<boolean>;

/** Answer of `/readyz`: each check by name. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
}

const checkTimeoutMs = 1000;
const cacheMs = 1000;

/** Returns a function that runs the checks at most once a second and gives each of them one second. */
export function createReadiness(
  checks: Readonly<Record<string, ReadinessCheck>>,
  isStopping: () => boolean,
): () => Promise<Readiness> {
  let latest: { at: number; result: Promise<Record<string, boolean>> } | undefined;
  return async () => {
    if (latest === undefined || performance.now() - latest.at >= cacheMs) {
      latest = { at: performance.now(), result: runChecks(checks) };
    }
    const results = { ...(await latest.result), ...(isStopping() ? { stopping: false } : {}) };
    return { ready: Object.values(results).every(Boolean), checks: results };
  };
}

async function runChecks(checks: Readonly<Record<string, ReadinessCheck>>): Promise<Record<string, boolean>> {
  const results = Object.entries(checks).map(async ([name, check]) => [name, await runCheck(check)] as const);
  return Object.fromEntries(await Promise.all(results));
}

async function runCheck(check: ReadinessCheck): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), checkTimeoutMs).unref();
  });
  try {
    return (await Promise.race([check(), timeout])) === true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
