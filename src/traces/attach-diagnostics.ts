import { diag, DiagLogLevel, type DiagLogger } from '@opentelemetry/api';

/** Says something about tracing itself. */
export type Report = (level: 'error' | 'warn' | 'info', text: string) => void;

/** The diagnostics channel of one Traces. */
export interface Diagnostics {
  readonly report: Report;
  /** Gives OTel's diagnostics back to who had them before. */
  detach(): void;
}

const quietMs = 60_000;
const maxRemembered = 200;
const maxTextLength = 600;

/** Sends OTel's own diagnostics and ours to `diagnose`, the same sentence at most once a minute, never throwing. */
export function attachDiagnostics(diagnose: Report): Diagnostics {
  const report = limitRepeats(diagnose);
  const previous = readGlobalDiag();
  const say =
    (level: 'error' | 'warn' | 'info') =>
    (...args: unknown[]): void =>
      report(level, args.map(toText).join(' '));
  const silent = (): void => {};
  const logger: DiagLogger = {
    error: say('error'),
    warn: say('warn'),
    info: say('info'),
    debug: silent,
    verbose: silent,
  };
  diag.setLogger(logger, { logLevel: DiagLogLevel.INFO, suppressOverrideMessage: true });
  const ours = readGlobalDiag();
  return { report, detach: () => restore(ours, previous) };
}

function restore(ours: DiagLogger | undefined, previous: DiagLogger | undefined): void {
  if (readGlobalDiag() !== ours) return;
  if (previous === undefined) diag.disable();
  else diag.setLogger(previous, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
}

/** The API offers no way to read the logger; this is the key under which every copy of API 1.x keeps it. */
function readGlobalDiag(): DiagLogger | undefined {
  const shared = (globalThis as Record<symbol, { diag?: DiagLogger } | undefined>)[
    Symbol.for('opentelemetry.js.api.1')
  ];
  return shared?.diag;
}

/** Numbers and ids are left out of the comparison, so that one cause is one sentence. */
function limitRepeats(diagnose: Report): Report {
  const saidAt = new Map<string, number>();
  return (level, text) => {
    const short = text.slice(0, maxTextLength);
    const cause = short.replace(/[\da-f]{2,}|\d/g, '');
    const now = performance.now();
    if (now - (saidAt.get(cause) ?? -Infinity) < quietMs) return;
    if (saidAt.size >= maxRemembered) saidAt.clear();
    saidAt.set(cause, now);
    try {
      diagnose(level, short);
    } catch {
      // Whoever listens must not harm what is reported.
    }
  };
}

function toText(value: unknown): string {
  try {
    if (value instanceof Error) return value.message;
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
    return text.split('\n', 1)[0] ?? '';
  } catch {
    return 'unreadable';
  }
}
