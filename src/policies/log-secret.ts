import { definePolicy } from '../problem.js';

/** The text of a log line. */
export interface LogText {
  readonly text: string;
}

/** Secrets that are known by their shape; every expression is linear. */
const shapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/],
  ['a JSON web token', /\beyJ[\w-]{8,512}\.eyJ[\w-]{8,2048}\.[\w-]{8,512}/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,255})/],
  ['a GitLab token', /\bglpat-[\w-]{20,64}/],
  ['a Slack token', /\bxox[abprs]-[A-Za-z0-9-]{10,250}/],
  ['a Google API key', /\bAIza[\w-]{35}/],
  ['a Stripe key', /\b[rs]k_live_[A-Za-z0-9]{16,247}/],
  [
    'credentials of an Authorization header',
    /\b(?:[Bb]earer|[Bb]asic) +(?=[\w.~+/-]*[0-9])[\w.~+/=-]{16,2048}/,
  ],
  ['credentials in a URL', /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"]{1,256}:(?!\*+@|\[)[^\s@/"]{1,256}@/],
  [
    'a value under a secret key',
    /(?<="(?:password|passwd|secret|clientSecret|client_secret|apiKey|api_key|accessToken|access_token|refreshToken|refresh_token|authorization|cookie|set-cookie|privateKey|private_key)":")(?!\*+"|\[|<|redacted|REDACTED|")[^"]{1,4096}(?=")/,
  ],
];

/** Every shape contains one of these, so most lines are decided by a single search. */
const hint =
  /PRIVATE KEY|eyJ|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|AIza|k_live_|[Bb]earer|[Bb]asic|:\/\/|assw|ecret"|[Kk]ey"|oken"|uthoriz|ookie"/;

/** Judges that a log line carries no secret that can be known by its shape. */
export const logSecret = definePolicy({
  id: 'log-secret',
  summary: 'Log lines carry no key, token, password or credential.',
  severity: 'error',
  lint: { reason: 'The value of a field is known when the line is written; no-log-secret judges names.' },
  messages: { secret: 'The line contains {what}; whoever reads the log can use it. Redact it.' },
  *check({ text }: LogText) {
    if (!hint.test(text)) return;
    for (const [what, shape] of shapes) {
      const found = shape.exec(text);
      if (found !== null) yield { message: 'secret', data: { what }, part: found[0] };
    }
  },
});

/** Replaces secrets by bullets of the same length, so that a report does not spread what it warns of. */
export function hideSecrets(text: string): string {
  if (!hint.test(text)) return text;
  return shapes.reduce(
    (hidden, [, shape]) => hidden.replace(new RegExp(shape, 'g'), (found) => '•'.repeat(found.length)),
    text,
  );
}
