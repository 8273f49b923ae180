/** What a span tells of an error; keys of OTel's exception event. */
export interface ExceptionFacts {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** Reads anything that was thrown; getters that throw and values without text count as unreadable, never as an error. */
export function describeException(thrown: unknown): ExceptionFacts {
  if (typeof thrown !== 'object' && typeof thrown !== 'function') {
    return { type: typeof thrown, message: toText(thrown) ?? 'unreadable', stack: undefined };
  }
  if (thrown === null) return { type: 'null', message: 'null', stack: undefined };
  const type = read(thrown, 'name') ?? nameOfClass(thrown) ?? 'Error';
  return { type, message: read(thrown, 'message') ?? '', stack: read(thrown, 'stack') };
}

function nameOfClass(thrown: object): string | undefined {
  try {
    const { constructor } = thrown as { constructor?: unknown };
    return typeof constructor === 'function' ? read(constructor, 'name') : undefined;
  } catch {
    return undefined;
  }
}

function read(target: object, key: string): string | undefined {
  try {
    const value = (target as Record<string, unknown>)[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}

function toText(value: unknown): string | undefined {
  try {
    return String(value);
  } catch {
    return undefined;
  }
}
