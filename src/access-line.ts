import type { AttributeValues } from './catalog/attributes.js';
import type { OperationEntry } from './catalog/define-operation.js';
import type { Outcome } from './catalog/outcome.js';
import type { OperationStart } from './operation.js';
import { type AccessLevel, type AccessRecord, isError, type Logs, type Payload } from './logs/index.js';

/** An operation that has ended, as its access line tells it. */
export interface EndedOperation {
  readonly entry: OperationEntry;
  /** Which adapter spoke, and of which client or server. */
  readonly start: Pick<OperationStart, 'component' | 'name' | 'label' | 'peer'>;
  readonly method: string;
  readonly attributes: AttributeValues;
  /** The line carries the operation's own ids, not those of its caller. */
  readonly span: { readonly traceId: string; readonly spanId: string } | undefined;
  readonly outcome: Outcome;
  /** Texts that travel with it. */
  readonly extras: Readonly<Record<string, string>> | undefined;
  readonly costMs: number;
  readonly isSlow: boolean;
  readonly error: unknown;
  readonly request?: Payload | undefined;
  readonly response?: Payload | undefined;
}

/** Writes the line of an operation. */
export function writeAccessLine(logs: Pick<Logs, 'access'>, ended: EndedOperation): void {
  logs.access(describeAccess(ended));
}

function describeAccess(ended: EndedOperation): AccessRecord {
  const { entry, start, attributes: facts, span, outcome, isSlow, error } = ended;
  const isServer = entry.side === 'server';
  return {
    level: levelOf(outcome, isSlow),
    comp: start.component,
    compName: start.name,
    method: ended.method,
    key: text(facts.rpcKind ?? facts.httpMethod ?? facts.dbOperation ?? facts.messagingOperation),
    costMs: ended.costMs,
    code: outcome.number,
    ucode: outcome.uniformCode,
    bizCode: facts.bizCode as number | undefined,
    reason: text(facts.bizReason),
    extras: ended.extras,
    isSlow,
    traceId: span?.traceId ?? '',
    spanId: span?.spanId ?? '',
    addr: isServer ? text(facts.urlPath) : start.peer,
    name: isServer ? undefined : nameOf(start.label ?? start.name, facts),
    ip: entry.type === 'http' ? text(facts.clientAddress) : undefined,
    peerName: isServer ? start.peer : text(facts.peerService),
    peerIp: text(facts.clientAddress),
    size: (facts.responseSize ?? facts.messagingBatchSize) as number | undefined,
    desc: facts.rpcSystem !== undefined && typeof error === 'string' ? error : undefined,
    type: isServer && outcome.result === 'failed' && isError(error) ? 'recover' : undefined,
    error,
    req: ended.request ?? statementOf(facts),
    res: ended.response,
  };
}

/** A statement is told without its values, whether requests are captured or not. */
function statementOf({ dbStatement }: AttributeValues): Payload | undefined {
  return dbStatement === undefined || dbStatement === '' ? undefined : { payload: dbStatement };
}

function levelOf(outcome: Outcome, isSlow: boolean): AccessLevel {
  if (outcome.result === 'failed') return 'error';
  return isSlow || outcome.result === 'refused' ? 'warn' : 'info';
}

/** Ego's `name` of a call that is made: the table of a query, the configured client of a request. */
function nameOf(name: string, { dbName = '', dbTable }: AttributeValues): string {
  return dbTable === undefined ? name : `${dbName}.${dbTable}`;
}

function text(fact: string | number | undefined): string | undefined {
  return typeof fact === 'number' ? String(fact) : fact;
}
