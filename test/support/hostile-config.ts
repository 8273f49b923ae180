import fc from 'fast-check';

/** Words that some reader of YAML takes for something else than text. */
export const yamlWord = fc.constantFrom(
  ...['on', 'No', 'y', '1e3', '0o7', '0x10', '1_000', '0b11', '~', 'null', '=', '<<', '.inf', '2026-01-01'],
  ...['12:30:45', 'true', 'OFF', 'n', '010', '.5', '1.0', 'NaN'],
);

/** Pieces with which people break out of quotes, lines, templates and markup. */
const piece = fc.constantFrom(
  ...[
    '"',
    "'",
    '`',
    '\\',
    '\\"',
    '\\n',
    '\n',
    '\r',
    '\t',
    '#',
    '# ',
    ': ',
    '- ',
    '? ',
    '&a',
    '*a',
    '!!js',
    '|',
    '>',
  ],
  ...[
    '${x}',
    '$app',
    '$__interval',
    '$1',
    '$$',
    '{{ $labels.app }}',
    '{{',
    '}}',
    '{{ printf "x" }}',
    '{{- end }}',
  ],
  ...[
    '%s',
    '%',
    '{app="x"}',
    '} or up{',
    ') or vector(1',
    '[5m]',
    '<script>',
    '</textarea>',
    '](javascript:x)',
  ],
  ...[
    '$(id)',
    ';',
    '\u2028',
    '\u0085',
    '\u200b',
    '\ufeff',
    'é',
    '日',
    '😀',
    '\x1b[31m',
    '---',
    '...',
    '//',
    '/*',
  ],
);

/** Text that was written to break out, or is just odd. */
export const hostileText = fc.oneof(
  { weight: 2, arbitrary: yamlWord },
  { weight: 5, arbitrary: fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')) },
  {
    weight: 2,
    arbitrary: fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => `GET./${pieces.join('x')}`),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }) },
);
