/** Says whether the value under a key is a secret, and whether its name alone is proof enough in prose. */
export type KeySecrecy = 'open' | 'secret' | 'certain';

const certainWords =
  /password|passwd|passphrase|secret|credential|authorization|cookie|apikey|accesskey|privatekey|connectionstring/;
const secretEndings = /(?:token|session|sessionid|sessid|pwd|jwt|csrf|xsrf|signature|bearer|otp)$/;
const secretNames = /^(?:auth|pass|pin|sid|sig|cvv|cvc|ssn)$/;
const separators = /[^a-z0-9]+/g;
const longestName = 1024;
const rememberedKeys = 2000;

/**
 * Returns a judgement of keys: case and separators do not matter, so `X-API-Key`, `apiKey` and `api_key` are one.
 * `extra` adds words (anywhere in the key) and expressions (tried on the key as it is); `keep` lists keys that stay.
 */
export function createKeyJudge(
  extra: readonly (string | RegExp)[] = [],
  keep: readonly string[] = [],
): (key: string) => KeySecrecy {
  const words = extra.filter((word) => typeof word === 'string').map(normalize);
  const expressions = extra.filter((word) => word instanceof RegExp).map(withoutState);
  const kept = new Set(keep);
  const known = new Map<string, KeySecrecy>();

  function judge(key: string): KeySecrecy {
    if (kept.has(key)) return 'open';
    const name = normalize(key);
    if (certainWords.test(name) || words.some((word) => word !== '' && name.includes(word))) return 'certain';
    if (expressions.some((expression) => expression.test(key))) return 'certain';
    return secretEndings.test(name) || secretNames.test(name) ? 'secret' : 'open';
  }

  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const secrecy = judge(key);
    if (known.size < rememberedKeys && key.length <= 64) known.set(key, secrecy);
    return secrecy;
  };
}

function normalize(key: string): string {
  return key.slice(-longestName).toLowerCase().replace(separators, '');
}

/** A global or sticky expression remembers where it stopped, so that every second test would fail. */
export function withoutState(expression: RegExp): RegExp {
  return new RegExp(expression.source, expression.flags.replace(/[gy]/g, ''));
}
