import { describe, expect, it } from 'vitest';
import { defineCounter } from '../../src/catalog/define-metric.js';
import { createServiceCatalog } from '../../src/catalog/service-catalog.js';
import type { ServiceConfig } from '../../src/catalog/service-config.js';
import { generateDashboards } from '../../src/generate/dashboards.js';

interface Link {
  readonly title: string;
  readonly url: string;
}

interface Board {
  readonly title: string;
  readonly links: readonly Link[];
  readonly panels: readonly {
    readonly type: string;
    readonly title: string;
    readonly fieldConfig?: { readonly defaults: { readonly links?: readonly Link[] } };
  }[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly label: string }[] };
}

const own = [defineCounter({ name: 'custom_orders_created_total', help: 'Orders.' })];

function boardsOf(generate: NonNullable<ServiceConfig['generate']>): Record<string, Board> {
  const slos = [{ name: 'a', kind: 'availability', objective: 99.9 }] as const;
  const catalog = createServiceCatalog({ service: { name: 'shop' }, slos, generate }, own);
  const { files } = generateDashboards(catalog);
  return Object.fromEntries(files.map(({ path, content }) => [path.slice(11, -5), JSON.parse(content)]));
}

const titles = (boards: Record<string, Board>) =>
  Object.values(boards).flatMap((board) => [
    board.title,
    ...board.panels.map(({ title }) => title),
    ...board.templating.list.map(({ label }) => label),
  ]);

describe('the words of the boards', () => {
  const chinese = boardsOf({ lang: 'zh' });

  it('are Chinese for every title but names, abbreviations and a service’s own metrics', () => {
    const english = [...new Set(titles(chinese))].filter((title) => !/\p{Script=Han}/u.test(title));
    expect(english).toEqual(
      ['shop / API', 'Redis', 'Mongo', 'Kafka', 'AMQP', 'CPU', 'Orders created', 'GC'].sort(
        (a, b) => english.indexOf(a) - english.indexOf(b),
      ),
    );
  });

  it('differ in nothing else from the English boards', () => {
    const english = boardsOf({});
    const queries = (boards: Record<string, Board>) => JSON.stringify(boards).match(/"expr":"[^"]*"/g);
    expect(queries(chinese)).toEqual(queries(english));
    expect(titles(chinese).length).toBe(titles(english).length);
  });
});

describe('the links of the boards', () => {
  const links = {
    jaeger: 'https://jaeger.example/',
    loki: true,
    clickVisual: 'https://logs.example/query?tid=7',
  } as const;
  const boards = boardsOf({ links });
  const linksOf = (board: string, panel: string) =>
    boards[board]?.panels.find(({ title }) => title === panel)?.fieldConfig?.defaults.links ?? [];
  const urlOf = (board: string, panel: string, title: string) =>
    linksOf(board, panel).find((link) => link.title === title)?.url ?? '';

  it('lead from an overview to the board that tells more, and from what failed to its logs and traces', () => {
    expect(linksOf('overview', 'Errors').map(({ title }) => title)).toEqual([
      'Board: API',
      'Errors in Loki',
      'Errors in ClickVisual',
      'Failed traces in Jaeger',
    ]);
    expect(linksOf('api', 'HTTP latency').map(({ title }) => title)).toEqual(['Slow traces in Jaeger']);
  });

  it('give Jaeger the service, the range in microseconds and what is looked for', () => {
    const url = urlOf('overview', 'Errors', 'Failed traces in Jaeger').replaceAll('$app', 'shop');
    const filled = url.replaceAll('${__from}', '1700000000000').replaceAll('${__to}', '1700000060000');
    expect(Object.fromEntries(new URL(filled).searchParams)).toEqual({
      service: 'shop',
      start: '1700000000000000',
      end: '1700000060000000',
      lookback: 'custom',
      limit: '50',
      tags: '{"error":"true"}',
    });
  });

  it('give Explore a query that it can read once the variables are filled in', () => {
    const url = urlOf('overview', 'Errors', 'Errors in Loki');
    const values: Record<string, string> = { loki: 'L', __from: '1', __to: '2', app: 'shop', namespace: 'n' };
    const filled = url.replace(/\$\{?(\w+)\}?/g, (_, name: string) => values[name] ?? '');
    const panes = new URL(filled, 'https://grafana.example').searchParams.get('panes') ?? '';
    expect(JSON.parse(panes)).toEqual({
      logs: {
        datasource: 'L',
        queries: [
          {
            refId: 'A',
            datasource: { type: 'loki', uid: 'L' },
            expr: '{namespace=~"n", app=~"shop"} | json | level="error"',
          },
        ],
        range: { from: '1', to: '2' },
      },
    });
  });

  it('keep what the address of ClickVisual already says', () => {
    const url = new URL(urlOf('overview', 'Errors', 'Errors in ClickVisual'));
    expect(url.searchParams.get('tid')).toBe('7');
    expect(url.searchParams.get('kw')).toBe("`level`='error'");
  });

  it('stand in the head of every board, with a variable for the data source of Loki', () => {
    for (const { links: head, templating } of Object.values(boards)) {
      expect(head.map(({ title }) => title)).toEqual([
        'shop',
        'Logs in Loki',
        'Logs in ClickVisual',
        'Traces in Jaeger',
      ]);
      expect(templating.list.map(({ name }) => name)).toContain('loki');
    }
  });

  it('lead nowhere when the service says of nothing where it is', () => {
    const plain = JSON.stringify(boardsOf({}));
    expect(plain).not.toMatch(/loki|jaeger|explore/i);
  });
});
