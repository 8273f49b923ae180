import type { MetricDefinition } from '../catalog/metric-definition.js';
import { createServiceCatalog, type ServiceCatalog } from '../catalog/service-catalog.js';
import type { ServiceConfig } from '../catalog/service-config.js';
import {
  checkDashboards,
  checkExposition,
  checkLogLines,
  checkManifests,
  checkRules,
  type CheckResult,
  detectTargetKind,
} from '../check/index.js';
import type { LogDialect } from '../conventions.js';
import { TricordError } from '../errors.js';
import type { Problem } from '../problem.js';
import { isTestTelemetry, type TestTelemetry } from './create-test-telemetry.js';

/** By what telemetry or a text is judged. */
export interface ConventionOptions {
  /** What `tricord.config.*` exports; the defaults when absent. */
  readonly config?: ServiceConfig;
  /** The metrics a service declares; with them, others of its prefix are problems. */
  readonly metrics?: readonly MetricDefinition[];
  /** Spelling of the log keys. @default that of the telemetry, else of the conventions */
  readonly dialect?: LogDialect;
}

/**
 * Judges test telemetry (its page and its lines) or a text (page, log, rule file, dashboard or manifest, told from its
 * content) as `tricord check` does; throws `TRI_TESTING_WRONG_SUBJECT` for anything else.
 */
export async function findConventionProblems(
  subject: TestTelemetry | string,
  { config = { service: { name: 'test' } }, metrics, dialect }: ConventionOptions = {},
): Promise<Problem[]> {
  const declared = metrics === undefined ? config : { metrics: [], ...config };
  const catalog = createServiceCatalog(declared, metrics ?? []);
  const results = isTestTelemetry(subject)
    ? await checkTelemetry(subject, catalog, dialect)
    : await checkText(subject, catalog, dialect);
  return results.flatMap(({ problems }) => problems);
}

async function checkTelemetry(
  telemetry: TestTelemetry,
  catalog: ServiceCatalog,
  dialect: LogDialect | undefined,
): Promise<CheckResult[]> {
  const { conventions } = telemetry;
  const page = await telemetry.metrics.registry.metrics();
  const lines = telemetry.lines().map((line) => `${JSON.stringify(line)}\n`);
  const spelling = dialect ?? telemetry.settings.logs.dialect ?? conventions.logDialect;
  const ours = { ...catalog, conventions };
  return [
    ...(page.trim() === ''
      ? []
      : [await checkExposition([Buffer.from(page)], { file: 'metrics', catalog: ours })]),
    ...(lines.length === 0
      ? []
      : [
          await checkLogLines(
            lines.map((line) => Buffer.from(line)),
            { file: 'logs', conventions, dialect: spelling },
          ),
        ]),
  ];
}

async function checkText(
  text: unknown,
  catalog: ServiceCatalog,
  dialect: LogDialect | undefined,
): Promise<CheckResult[]> {
  const kind = typeof text === 'string' ? detectTargetKind(text, '') : undefined;
  if (typeof text !== 'string' || kind === undefined)
    throw new TricordError('TRI_TESTING_WRONG_SUBJECT', { matcher: 'toFollowConventions', got: typeof text });
  const files = [{ file: kind, text }];
  if (kind === 'rules') return checkRules(files, catalog);
  if (kind === 'dashboard') return checkDashboards(files, catalog);
  if (kind === 'manifest') return checkManifests(files, catalog);
  const bytes = [Buffer.from(text)];
  if (kind === 'metrics') return [await checkExposition(bytes, { file: kind, catalog })];
  const { conventions } = catalog;
  return [
    await checkLogLines(bytes, { file: kind, conventions, ...(dialect === undefined ? {} : { dialect }) }),
  ];
}
