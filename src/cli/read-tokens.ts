import { resolve } from 'node:path';
import { readToken, readTokenFile, type Secret } from '../provision/index.js';
import type { Io } from './io.js';

/**
 * Returns a reader of tokens: from the file or the standard input that was named, else from the variable of the target.
 * Never from the command line. It rejects with `TRI_PROVISION_UNUSABLE_TOKEN`.
 */
export function createTokenReader(
  { tokenFile, tokenStdin }: { readonly tokenFile?: string; readonly tokenStdin?: boolean },
  io: Io,
): (variable: string) => Promise<Secret | undefined> {
  let named: Promise<Secret> | undefined;
  return async (variable) => {
    if (tokenStdin === true) return (named ??= readStdin(io));
    if (tokenFile !== undefined) return (named ??= readFile(resolve(io.cwd, tokenFile), io));
    const value = io.env[variable] ?? '';
    return value === '' ? undefined : readToken(value, `variable ${variable}`);
  };
}

async function readStdin({ stdin }: Io): Promise<Secret> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return readToken(Buffer.concat(chunks).toString('utf8'), 'standard input');
}

async function readFile(path: string, { stderr }: Io): Promise<Secret> {
  const { token, warning } = readTokenFile(path);
  if (warning !== undefined) stderr.write(`warning: ${warning}\n`);
  return token;
}
