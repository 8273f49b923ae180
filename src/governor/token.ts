import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { TricordError } from '../errors.js';

/** Answers whether an `authorization` header bears the token. */
export type TokenCheck = (authorization: string | undefined) => Promise<boolean>;

/** Characters that 128 random bits need in base64. */
const shortestToken = 22;
const longestToken = 4096;

/**
 * Returns the check of the token that a file holds. The file is read anew for each check, so that a mounted secret can
 * be rotated; while it cannot be read nobody passes. Throws `TRI_GOVERNOR_UNUSABLE_TOKEN`.
 */
export function createTokenCheck(path: string): TokenCheck {
  assertUsable(path);
  return async (authorization) => {
    const given = /^Bearer +([^\s]{1,4096})$/i.exec(authorization ?? '')?.[1];
    const token = await readFile(path, 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
    return isLongEnough(token) && isSameToken(given ?? '', token);
  };
}

/** Compares by digests, which are of one length, so that the time tells nothing of how much of the token was right. */
export function isSameToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function assertUsable(path: string): void {
  const refuse = (reason: string): never => {
    throw new TricordError('TRI_GOVERNOR_UNUSABLE_TOKEN', { path, reason });
  };
  let token = '';
  try {
    token = readFileSync(path, 'utf8').trim();
  } catch (error) {
    refuse(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`);
  }
  if (!isLongEnough(token)) refuse(`it holds ${token.length} characters, which is no token of 128 bits`);
  if (/\s/.test(token)) refuse('it holds more than one word');
}

function isLongEnough(token: string): boolean {
  return token.length >= shortestToken && token.length <= longestToken;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
