import { TricordError } from '../errors.js';

/** A business code taken apart: which project, which of its services, which of its errors (the deck's nine digits). */
export interface BizCodeParts {
  /** 100 to 999. */
  readonly project: number;
  /** 0 to 999. */
  readonly service: number;
  /** 0 to 999. */
  readonly error: number;
}

/** Says whether a value is a business code: an integer of nine digits. */
export function isBizCode(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 100_000_000 && (value as number) <= 999_999_999;
}

/**
 * Puts a business code together, e.g. `bizCode(101, 2, 3)` is 101002003.
 * Throws `TRI_STATUS_INVALID_BIZ_CODE` when a part is out of its range.
 */
export function bizCode(project: number, service: number, error: number): number {
  const parts = { project, service, error };
  const isPart = (part: number) => Number.isInteger(part) && part >= 0 && part <= 999;
  if (isPart(project) && project >= 100 && isPart(service) && isPart(error))
    return project * 1_000_000 + service * 1000 + error;
  throw new TricordError('TRI_STATUS_INVALID_BIZ_CODE', { code: Object.values(parts).join(', ') });
}

/** Takes a business code apart; anything else gives undefined. */
export function parseBizCode(code: unknown): BizCodeParts | undefined {
  if (!isBizCode(code)) return undefined;
  return {
    project: Math.floor(code / 1_000_000),
    service: Math.floor(code / 1000) % 1000,
    error: code % 1000,
  };
}
