import type { ServiceCatalog } from '../catalog/service-catalog.js';
import {
  type ByteChunks,
  checkDashboards,
  checkExposition,
  checkLogLines,
  checkManifests,
  checkRules,
  type CheckResult,
  detectTargetKind,
  type FileText,
  findRecordedNames,
  peekStream,
  type TargetKind,
  type Treat,
} from '../check/index.js';
import type { LogDialect } from '../conventions.js';
import { TricordError } from '../errors.js';
import type { Io } from './io.js';
import { openTarget, type OpenTarget } from './open-target.js';

/** Bytes by which the kind of a target is told. */
const headBytes = 65_536;

/** Bytes a file may have that is held as a whole. */
const fileLimit = 1 << 23;

/** By what targets are checked. */
export interface CheckTargetsOptions {
  readonly catalog: ServiceCatalog;
  readonly io: Pick<Io, 'stdin' | 'cwd'>;
  readonly kind?: TargetKind;
  readonly dialect?: LogDialect;
  readonly treat?: Treat;
  /** Metrics with the most series to tell of a page. */
  readonly top?: number;
  /** One line of so many of a log is judged. */
  readonly sample?: number;
}

/**
 * Checks targets and returns their results in the order given. Pages and logs are streamed; rule files, dashboards
 * and manifests are read first, since one file may speak of what stands in another. Throws `TRI_CLI_…` errors.
 */
export async function checkTargets(
  targets: readonly string[],
  options: CheckTargetsOptions,
): Promise<CheckResult[]> {
  const results: [index: number, result: CheckResult][] = [];
  const files: HeldFile[] = [];
  for (const [index, target] of targets.entries()) {
    const opened = await openTarget(target, options.io);
    const { head, chunks } = await peekStream(opened.chunks, headBytes);
    const kind = options.kind ?? kindOf(head, opened);
    if (kind === 'metrics' || kind === 'logs')
      results.push([index, await checkStream(kind, { ...opened, chunks }, options)]);
    else
      files.push({ index, kind, source: { file: opened.file, text: await readText(opened.file, chunks) } });
  }
  return [...results, ...checkFiles(files, options)].sort(([a], [b]) => a - b).map(([, result]) => result);
}

interface HeldFile {
  readonly index: number;
  readonly kind: TargetKind;
  readonly source: FileText;
}

function checkFiles(
  files: readonly HeldFile[],
  { catalog, treat }: CheckTargetsOptions,
): [index: number, result: CheckResult][] {
  const check = (kind: TargetKind, judge: (sources: FileText[]) => CheckResult[]) => {
    const held = files.filter((file) => file.kind === kind);
    const results = judge(held.map(({ source }) => source));
    return results.map((result, i): [number, CheckResult] => [held[i]?.index ?? 0, result]);
  };
  const rules = files.filter(({ kind }) => kind === 'rules').map(({ source }) => source);
  const recorded = rules.length === 0 ? {} : { recorded: findRecordedNames(rules) };
  return [
    ...check('rules', (sources) => checkRules(sources, catalog, { treat })),
    ...check('dashboard', (sources) => checkDashboards(sources, catalog, { treat, ...recorded })),
    ...check('manifest', (sources) => checkManifests(sources, catalog, { treat })),
  ];
}

function kindOf(head: string, { origin, file }: OpenTarget): TargetKind {
  if (origin === 'url') return 'metrics';
  const kind = detectTargetKind(head, file) ?? (origin === 'stdin' ? 'logs' : undefined);
  if (kind === undefined) throw new TricordError('TRI_CLI_UNKNOWN_KIND', { target: file });
  return kind;
}

function checkStream(
  kind: 'metrics' | 'logs',
  { file, format, chunks }: Omit<OpenTarget, 'chunks'> & { readonly chunks: ByteChunks },
  { catalog, dialect, treat, top, sample }: CheckTargetsOptions,
): Promise<CheckResult> {
  if (kind === 'metrics')
    return checkExposition(chunks, {
      file,
      catalog,
      treat,
      top,
      ...(format === undefined ? {} : { format }),
    });
  return checkLogLines(chunks, {
    file,
    conventions: catalog.conventions,
    ...{ treat, sample },
    ...(dialect === undefined ? {} : { dialect }),
  });
}

async function readText(target: string, chunks: ByteChunks): Promise<string> {
  const read: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    read.push(chunk);
    bytes += chunk.length;
    if (bytes <= fileLimit) continue;
    throw new TricordError('TRI_CLI_UNREADABLE_TARGET', {
      target,
      reason: `it has more than ${fileLimit} bytes`,
    });
  }
  return Buffer.concat(read).toString('utf8');
}
