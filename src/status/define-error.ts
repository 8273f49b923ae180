import { type GrpcCodeName, grpcCodeOf, grpcStatuses } from '../catalog/grpc-status.js';
import { fillTemplate, type Placeholders, TricordError } from '../errors.js';
import { isBizCode } from './biz-code.js';
import { findStatusError } from './parse-error.js';
import { StatusError, type StatusErrorOptions } from './status-error.js';

/** What a service writes down of an error it answers with. */
export interface ErrorDeclaration<Text extends string = string> {
  /** gRPC code by Go's name, e.g. `NotFound`. */
  readonly code: GrpcCodeName;
  /** Nine digits: project, service, error; see `bizCode`. */
  readonly bizCode?: number;
  /** Name of the error in its domain, e.g. `shop.v1.ERR_ORDER_NOT_FOUND`. */
  readonly reason?: string;
  /** Sentence for the caller; `{name}` is replaced by the datum of that name. */
  readonly message: Text;
}

/** The data a sentence needs, then what else the error says; the data are left out when the sentence needs none. */
export type ErrorArguments<Text extends string> = [Placeholders<Text>] extends [never]
  ? [options?: ErrorOptions]
  : [data: Readonly<Record<Placeholders<Text>, string | number>>, options?: ErrorOptions];

type ErrorOptions = Pick<StatusErrorOptions, 'info' | 'cause'>;

/** An error of a service: call it to make one, ask it to know one again, also one that came from a peer. */
export interface DefinedError<Text extends string = string> extends Required<
  Pick<ErrorDeclaration<Text>, 'code' | 'message'>
> {
  (...args: ErrorArguments<Text>): StatusError;
  readonly bizCode?: number;
  readonly reason?: string;
  /** Says whether something that was thrown is this error: same business code, or same reason where there is none. */
  is(error: unknown): boolean;
}

/**
 * Declares an error once, where its module loads.
 * Throws `TRI_STATUS_INVALID_ERROR` or `TRI_STATUS_INVALID_BIZ_CODE` when it can not be told from others.
 * @example
 * const orderNotFound = defineError({ code: 'NotFound', bizCode: 101002003, message: 'Order {id} does not exist.' });
 * throw orderNotFound({ id: 7 });
 */
export function defineError<const Text extends string>(
  declaration: ErrorDeclaration<Text>,
): DefinedError<Text> {
  assertUsable(declaration);
  const { code, message, bizCode, reason } = declaration;
  const needsData = /\{\w+\}/.test(message);
  const make = (...args: unknown[]): StatusError => {
    const [data, options] = needsData ? args : [{}, args[0]];
    const said = fillTemplate(message, (data ?? {}) as Record<string, unknown>);
    return new StatusError(code, said, { ...(options as ErrorOptions | undefined), bizCode, reason });
  };
  const is = (error: unknown): boolean => {
    const found = findStatusError(error);
    if (found === undefined) return false;
    return bizCode === undefined ? found.reason === reason : found.bizCode === bizCode;
  };
  return Object.freeze(Object.assign(make, { ...declaration, is })) as unknown as DefinedError<Text>;
}

function assertUsable({ code, bizCode, reason, message }: ErrorDeclaration): void {
  if (bizCode !== undefined && !isBizCode(bizCode))
    throw new TricordError('TRI_STATUS_INVALID_BIZ_CODE', { code: String(bizCode) });
  const refuse = (problem: string): never => {
    throw new TricordError('TRI_STATUS_INVALID_ERROR', { message: String(message), problem });
  };
  if (grpcStatuses[grpcCodeOf(code)]?.name !== code || code === 'OK')
    refuse(`its code \`${code}\` is no gRPC code of an error.`);
  if (typeof message !== 'string' || message === '') refuse('it has no message.');
  if (reason !== undefined && !/^[\w.-]{1,256}$/.test(reason)) refuse('its reason is not a dotted name.');
  if (bizCode === undefined && reason === undefined)
    refuse('it has neither a business code nor a reason to be known by.');
}
