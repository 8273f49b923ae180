/** Resolves to whether something the service needs is there. */
export type ReadinessCheck = () => boolean | Promise<boolean>;

/** A check with a time limit of its own. */
export interface TimedCheck {
  readonly check: ReadinessCheck;
  /** @default 500 */
  readonly timeoutMs?: number;
}

/** Answer of `/readyz`: each check by name. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, boolean>>;
}

const defaultTimeoutMs = 500;
const cacheMs = 1000;

/**
 * Returns a function that tells whether the service can work. The checks run at most once a second, each for at most
 * its own time; one that hangs counts as failed and is not started again before it has ended.
 */
export function createReadiness(
  checks: Readonly<Record<string, ReadinessCheck | TimedCheck>>,
  isStopping: () => boolean,
): () => Promise<Readiness> {
  const runs = Object.entries(checks).map(([name, check]) => [name, createRun(check)] as const);
  let latest: { at: number; result: Promise<Record<string, boolean>> } | undefined;
  return async () => {
    if (latest === undefined || performance.now() - latest.at >= cacheMs) {
      latest = { at: performance.now(), result: runAll(runs) };
    }
    const results = { ...(await latest.result), ...(isStopping() ? { stopping: false } : {}) };
    return { ready: Object.values(results).every(Boolean), checks: results };
  };
}

async function runAll(
  runs: readonly (readonly [string, () => Promise<boolean>])[],
): Promise<Record<string, boolean>> {
  return Object.fromEntries(await Promise.all(runs.map(async ([name, run]) => [name, await run()] as const)));
}

function createRun(given: ReadinessCheck | TimedCheck): () => Promise<boolean> {
  const { check, timeoutMs = defaultTimeoutMs } = typeof given === 'function' ? { check: given } : given;
  let inFlight: Promise<boolean> | undefined;
  return () => {
    inFlight ??= settle(check).finally(() => (inFlight = undefined));
    return within(inFlight, timeoutMs);
  };
}

async function settle(check: ReadinessCheck): Promise<boolean> {
  try {
    return (await check()) === true;
  } catch {
    return false;
  }
}

async function within(result: Promise<boolean>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs).unref();
  });
  try {
    return await Promise.race([result, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
