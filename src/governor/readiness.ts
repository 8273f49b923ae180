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
/** How old a result may be. */
const cacheMs = 1000;
/** From this age on it is renewed while it is still told: renewal and time limit together stay below the second. */
const renewMs = 300;

/**
 * Returns a function that tells whether the service can work. A result counts for a second from the beginning of its
 * check, and is renewed in the background before that is over, so that constant probes neither wait nor hear old news. One
 * check of a name runs at a time; one that takes longer than its limit counts as failed from that moment on.
 */
export function createReadiness(
  checks: Readonly<Record<string, ReadinessCheck | TimedCheck>>,
  isStopping: () => boolean,
): () => Promise<Readiness> {
  const runs = Object.entries(checks).map(([name, check]) => [name, new RenewedCheck(check)] as const);
  return async () => {
    const results = await Promise.all(runs.map(async ([name, run]) => [name, await run.read()] as const));
    const all = { ...Object.fromEntries(results), ...(isStopping() ? { stopping: false } : {}) };
    return { ready: Object.values(all).every(Boolean), checks: all };
  };
}

/** One check, its last result and how old that is. */
class RenewedCheck {
  readonly #check: ReadinessCheck;
  readonly #timeoutMs: number;
  #latest: { readonly at: number; readonly result: boolean } | undefined;
  /** The answer of the running check within its limit; it stays until the check itself has ended. */
  #running: Promise<boolean> | undefined;

  constructor(given: ReadinessCheck | TimedCheck) {
    const { check, timeoutMs = defaultTimeoutMs } = typeof given === 'function' ? { check: given } : given;
    this.#check = check;
    this.#timeoutMs = timeoutMs;
  }

  read(): boolean | Promise<boolean> {
    const age = this.#latest === undefined ? Infinity : performance.now() - this.#latest.at;
    if (age >= renewMs) this.#running ??= this.#start();
    if (this.#latest !== undefined && age < cacheMs) return this.#latest.result;
    return this.#running ?? false;
  }

  #start(): Promise<boolean> {
    const at = performance.now();
    const ended = settle(this.#check);
    const inTime = within(ended, this.#timeoutMs).then((result) => {
      this.#latest = { at, result };
      return result;
    });
    // A check that hangs is not started again, and its word after its time is not taken.
    void Promise.all([ended, inTime]).then(() => (this.#running = undefined));
    return inTime;
  }
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
