import { readFileSync, statSync } from 'node:fs';
import { inspect } from 'node:util';
import { TricordError } from '../errors.js';

/** A token that shows itself to nobody but who asks for it by name. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the token itself, for the header it is meant for. */
  reveal(): string {
    return this.#value;
  }

  /** Takes the token, plain or encoded, out of a text that somebody else wrote. */
  scrub(text: string): string {
    const value = this.#value;
    const forms = [
      value,
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
      encodeURIComponent(value),
    ];
    return forms.reduce((clean, form) => clean.replaceAll(form, hidden), text);
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}

const hidden = '[secret]';

/** A token that was read, and what its owner should know about where it lay. */
export interface FoundToken {
  readonly token: Secret;
  readonly warning?: string;
}

/** Makes a token of what was written in an environment variable, a file or standard input. Throws `TRI_PROVISION_UNUSABLE_TOKEN`. */
export function readToken(text: string, source: string): Secret {
  const value = text.trim();
  if (!/^[\x21-\x7e]{8,4096}$/.test(value))
    throw new TricordError('TRI_PROVISION_UNUSABLE_TOKEN', {
      source,
      reason: value === '' ? 'it is empty' : 'a token is one word of 8 to 4,096 visible ASCII characters',
    });
  return new Secret(value);
}

/** Reads a token from a file. Throws `TRI_PROVISION_UNUSABLE_TOKEN`. */
export function readTokenFile(path: string): FoundToken {
  try {
    const token = readToken(readFileSync(path, 'utf8'), `file \`${path}\``);
    const isWide = (statSync(path).mode & 0o077) !== 0;
    return isWide
      ? { token, warning: `File \`${path}\` can be read by others; \`chmod 600\` it.` }
      : { token };
  } catch (error) {
    if (error instanceof TricordError) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? 'it cannot be read';
    throw new TricordError('TRI_PROVISION_UNUSABLE_TOKEN', { source: `file \`${path}\``, reason });
  }
}
