import tseslint from 'typescript-eslint';
import tricord from './dist/lint-rules/index.js';

/** Room → what it may import of src, besides itself: imports go down only, and the two towers never meet. */
const ground = ['errors', 'problem', 'conventions', 'log-dialects', 'package-root'];
const shared = [...ground, 'policies', 'catalog'];
const floors = {
  'src/jsonnet/**': [],
  'src/promql/**': [],
  'src/policies/**': ['errors', 'problem', 'conventions', 'log-dialects', 'promql'],
  'src/catalog/**': [...ground, 'policies'],
  'src/metrics/**': shared,
  'src/logs/**': shared,
  'src/traces/**': shared,
  'src/settings/**': shared,
  'src/status/**': shared,
  'src/{access-line,apply-settings,payload-exchange,drain-server,operation,operation-metrics,operation-start,operation-switches,process-metrics,reconfigure,running-operations,running-telemetry,traces-options,telemetry,shutdown,lifecycle,job-handlers,observe-spans,propagation,with-operation}.ts':
    [
      ...shared,
      'metrics',
      'logs',
      'traces',
      'settings',
      'status',
      'access-line',
      'observe-spans',
      'payload-exchange',
      'apply-settings',
      'operation',
      'operation-metrics',
      'operation-switches',
      'propagation',
      'traces-options',
      'reconfigure',
      'running-operations',
      'running-telemetry',
      'shutdown',
      'telemetry',
      'with-operation',
    ],
  'src/sdk-node.ts': ['telemetry', 'traces'],
  'src/instrument/**': [
    ...shared,
    'operation',
    'running-operations',
    'with-operation',
    'job-handlers',
    'propagation',
    'telemetry',
    'metrics',
    'traces',
    'status',
  ],
  'src/governor/**': [...shared, 'operation', 'settings', 'telemetry', 'metrics'],
  'src/scrape/**': ground,
  'src/check/**': [...shared, 'promql', 'jsonnet'],
  'src/generate/**': [...shared, 'promql', 'jsonnet', 'scrape'],
  'src/provision/**': shared,
  'src/cli/**': [...shared, 'promql', 'jsonnet', 'scrape', 'check', 'generate', 'provision'],
  'lint-rules/**': shared,
};
const rooms = [
  ...shared,
  'jsonnet',
  'promql',
  'metrics',
  'logs',
  'traces',
  'settings',
  'status',
  'access-line',
  'observe-spans',
  'payload-exchange',
  'operation',
  'operation-metrics',
  'operation-switches',
  'traces-options',
  'apply-settings',
  'drain-server',
  'reconfigure',
  'running-operations',
  'running-telemetry',
  'process-metrics',
  'propagation',
  'job-handlers',
  'with-operation',
  'shutdown',
  'telemetry',
  'lifecycle',
  'instrument',
  'governor',
  'register',
  'scrape',
  'sdk-node',
  'check',
  'generate',
  'provision',
  'cli',
  'testing',
];

/** Third-party library → the rooms that may know it; everybody else goes through them. */
const libraries = {
  'prom-client': ['src/metrics/**'],
  pino: ['src/logs/**'],
  '@opentelemetry/': ['src/traces/**'],
  ajv: ['src/settings/**', 'src/check/**', 'src/cli/**', 'src/generate/**'],
  re2js: ['src/scrape/**'],
  'js-yaml': [
    'src/settings/**',
    'src/scrape/**',
    'src/check/**',
    'src/generate/**',
    'src/jsonnet/**',
    'src/provision/**',
    'src/cli/**',
  ],
  'smol-toml': ['src/settings/**'],
  '@prometheus-io/': ['src/promql/**'],
  '@lezer/': ['src/promql/**'],
  commander: ['src/cli/**'],
  jiti: ['src/cli/**'],
  diff: ['src/generate/**', 'src/provision/**'],
  '@grafana/': ['src/check/**'],
};

function restrictImports(files, allowed) {
  const self = files.match(/^src\/([\w-]+)\/\*\*$/)?.[1];
  const forbidden = rooms.filter((room) => room !== self && !allowed.includes(room));
  const foreign = Object.entries(libraries).filter(([, homes]) => !homes.includes(files));
  return {
    files: [files],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(?:\\./|(?:\\.\\./)+(?:src/)?)(?:${forbidden.join('|')})(?:/|\\.js$)`,
              message: 'Imports go down only: see the floors in docs/architecture.md.',
            },
            {
              regex: `^(?:${foreign.map(([library]) => library).join('|')})`,
              message: 'A third-party library has one room: see docs/architecture.md.',
            },
          ],
        },
      ],
    },
  };
}

/** What runs for every operation, span or scrape. */
const hotFiles = [
  ...['instrument/**', 'operation*.ts', 'payload-exchange.ts'].map((files) => `src/${files}`),
  ...['recording-span', 'make-exportable', 'span-formats'].map((name) => `src/traces/${name}.ts`),
  ...['reply', 'respond'].map((name) => `src/governor/${name}.ts`),
];

const noLeadingSpread = {
  selector: 'ObjectExpression[properties.length>1] > SpreadElement.properties:first-child',
  message:
    'V8 11 gives each object that grows from a copy a shape of its own: 4 µs and garbage of the old generation. Put the spread last, or use Object.assign({}, …).',
};

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'examples/shop/out/**', '**/generated/**', 'test/**/cases/**'] },
  tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-object-type': 'off',
      complexity: ['error', 20],
      'max-depth': ['error', 3],
      'max-params': ['error', 4],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  ...Object.entries(floors).map(([files, allowed]) => restrictImports(files, allowed)),
  { files: hotFiles, rules: { 'no-restricted-syntax': ['error', noLeadingSpread] } },
  { files: ['src/**', 'lint-rules/**', 'examples/**'], ...tricord.configs.recommended },
  {
    files: ['src/cli/**', 'examples/**', 'scripts/**', 'bench/**', 'test/**'],
    rules: { 'no-console': 'off', 'tricord/no-console': 'off' },
  },
);
