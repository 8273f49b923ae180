import type { ServiceCatalog } from '../catalog/service-catalog.js';
import {
  type ByteChunks,
  checkDashboards,
  checkExposition,
  checkLogLines,
  checkRules,
  type CheckResult,
  detectTargetKind,
  type FileText,
  findRecordedNames,
  peekStream,
  type TargetKind,
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
  readonly io: Io;
  readonly kind?: TargetKind;
  readonly dialect?: LogDialect;
}

/**
 * Checks targets and returns their results in the order given. Pages and logs are streamed; rule files and dashboards
 * are read first, since what one rule file records another file may query. Throws `TRI_CLI_…` errors.
 */
export async function checkTargets(
  targets: readonly string[],
  options: CheckTargetsOptions,
): Promise<CheckResult[]> {
  const { catalog, io } = options;
  const results = new Map<number, CheckResult>();
  const files: { index: number; kind: TargetKind; source: FileText }[] = [];
  for (const [index, target] of targets.entries()) {
    const opened = await openTarget(target, io);
    const { head, chunks } = await peekStream(opened.chunks, headBytes);
    const kind = options.kind ?? kindOf(head, opened);
    if (kind === 'metrics' || kind === 'logs')
      results.set(index, await checkStream(kind, { ...opened, chunks }, options));
    else
      files.push({ index, kind, source: { file: opened.file, text: await readText(opened.file, chunks) } });
  }
  const rules = files.filter(({ kind }) => kind === 'rules');
  const boards = files.filter(({ kind }) => kind === 'dashboard');
  const recorded = rules.length === 0 ? undefined : findRecordedNames(rules.map(({ source }) => source));
  checkRules(
    rules.map(({ source }) => source),
    catalog,
  ).forEach((result, i) => results.set(rules[i]?.index ?? 0, result));
  checkDashboards(
    boards.map(({ source }) => source),
    catalog,
    recorded,
  ).forEach((result, i) => results.set(boards[i]?.index ?? 0, result));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
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
  { catalog, dialect }: CheckTargetsOptions,
): Promise<CheckResult> {
  if (kind === 'metrics')
    return checkExposition(chunks, { file, catalog, ...(format === undefined ? {} : { format }) });
  return checkLogLines(chunks, {
    file,
    conventions: catalog.conventions,
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
