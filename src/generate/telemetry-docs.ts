import { fullName } from '../catalog/define-metric.js';
import type { LabelSpec } from '../catalog/metric-definition.js';
import type { ServiceCatalog } from '../catalog/service-catalog.js';

/** Renders the telemetry of a service as Markdown: its own metrics, those of the framework, its operations. */
export function renderTelemetryDocs({ config, conventions, metrics, operations }: ServiceCatalog): string {
  const rows = (origin: 'user' | 'framework') =>
    metrics
      .filter((metric) => metric.origin === origin)
      .map((metric) => [
        `\`${fullName(metric, conventions)}\``,
        metric.type,
        Object.entries(metric.labels).map(renderLabel).join('; ') || 'none',
        metric.help,
      ]);
  const own = rows('user');
  const head = ['metric', 'type', 'labels', 'meaning'];
  return (
    [
      `# Telemetry of ${config.service.name}`,
      `Scraped from port ${config.service.governorPort ?? conventions.scrape.port}, path \`${conventions.scrape.path}\`. Log keys are those of the \`${conventions.logDialect}\` dialect.`,
      '## Its own metrics',
      own.length === 0 ? 'It declares none.' : renderTable(head, own),
      '## Metrics of the framework',
      renderTable(head, rows('framework')),
      '## Operations',
      operations.map(({ name }) => `- \`${name}\``).join('\n'),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function renderLabel([label, spec]: [string, LabelSpec]): string {
  if (!Array.isArray(spec)) return `\`${label}\``;
  return `\`${label}\`: ${(spec as readonly string[]).map((value) => `\`${value}\``).join(', ')}`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
