/** Values longer than this are judged by their beginning. */
const longest = 512;

/** What a text contains that there is no end of, and its shape; every expression is linear. */
const shapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a UUID', /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i],
  ['an e-mail address', /[\w+-]@[a-z0-9-]+\.[a-z]/i],
  ['a URL', /https?:\/\/[^\s/?#]+[/?#]\S/i],
  ['a time', /\d{4}-\d\d-\d\dT\d\d:\d\d/],
  ['an IP address', /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/],
  ['a path with an id in it', /\/(?:\d{4,}|[0-9a-f]{12,})(?=$|[/?#])/i],
  ['a query', /\/\?[^\s=?]+=|\w\?[^\s=?]+=/],
  ['a long number', /\d{9}/],
];
const hexadecimal = /(?<![0-9a-z])[0-9a-f]{16,}(?![0-9a-z])/i;

/** Says what in a text there is no end of, such as a UUID or a path with an id; undefined for words of a closed set. */
export function describeEndless(text: string): { what: string; part: string } | undefined {
  const head = text.slice(0, longest);
  for (const [what, shape] of shapes) {
    const found = shape.exec(head);
    if (found !== null) return { what, part: found[0] };
  }
  const [part = ''] = hexadecimal.exec(head) ?? [];
  // A word of the letters a to f is no id.
  return /[0-9]/.test(part) && /[a-f]/i.test(part) ? { what: 'a long hexadecimal id', part } : undefined;
}

/** The last word of a name → what it is the name of. */
const endlessWords = new Map<string, string>([
  ...['id', 'ids', 'uuid', 'guid', 'ulid', 'oid'].map((word) => [word, 'ids'] as const),
  ...['email', 'mail'].map((word) => [word, 'e-mail addresses'] as const),
  ...['phone', 'msisdn'].map((word) => [word, 'phone numbers'] as const),
  ...['ip', 'ipv4', 'ipv6'].map((word) => [word, 'addresses'] as const),
  ...['url', 'uri', 'href', 'querystring'].map((word) => [word, 'URLs'] as const),
  ...['token', 'jwt', 'cookie', 'session', 'nonce', 'apikey'].map((word) => [word, 'credentials'] as const),
  ...['timestamp', 'datetime'].map((word) => [word, 'points in time'] as const),
  ...['username', 'nickname', 'login', 'firstname', 'lastname', 'fullname'].map(
    (word) => [word, 'people'] as const,
  ),
  ...['stack', 'stacktrace', 'useragent', 'referer', 'referrer'].map((word) => [word, 'free text'] as const),
]);
const endlessPairs = new Map<string, string>([
  ['user agent', 'free text'],
  ['error message', 'free text'],
  ['remote addr', 'addresses'],
  ['remote address', 'addresses'],
  ['original url', 'URLs'],
  ['raw path', 'paths'],
  ['query string', 'URLs'],
  ['user name', 'people'],
  ['first name', 'people'],
  ['last name', 'people'],
  ['full name', 'people'],
  ['api key', 'credentials'],
  ['access key', 'credentials'],
]);

/** Things of which a service has a few, so that their ids are a closed set. */
const few = new Set(
  (
    'partition shard worker cpu core thread broker region zone cluster rack slot bucket queue topic type category ' +
    'class level plan product currency country status pool build release schema template rule job task cron'
  ).split(' '),
);

/** Says what a name of snake_case or camelCase words stands for, when there is no end of it. */
export function describeEndlessName(name: string): string | undefined {
  const words = splitWords(name);
  const last = words.at(-1) ?? '';
  const before = words.at(-2);
  const pair = before === undefined ? undefined : endlessPairs.get(`${before} ${last}`);
  if (pair !== undefined) return pair;
  return before !== undefined && few.has(before) ? undefined : endlessWords.get(last);
}

/** Splits `userID`, `user_id` and `User-Id` into `user` and `id`. */
export function splitWords(name: string): string[] {
  return name
    .slice(0, 256)
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}
