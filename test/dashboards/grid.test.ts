import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateSnippet } from './evaluate-snippet.js';

type Place = [title: string, x: number, y: number, w: number, h: number];

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly panels?: readonly Panel[];
}

/** Lists where panels are, those inside of a row indented behind it. */
function placesOf(snippet: string): Place[] {
  const list = (panels: readonly Panel[], indent = ''): Place[] =>
    panels.flatMap(({ title, gridPos: { x, y, w, h }, panels: inside = [] }) => [
      [indent + title, x, y, w, h] satisfies Place,
      ...list(inside, `${indent}> `),
    ]);
  return list(
    evaluateSnippet(
      `local p(t, at={}) = { title: t, type: 'stat', gridPos: at }; ${snippet}`,
    ) as unknown as Panel[],
  );
}

const row = (title: string, more = '') => `g.panel.row.new('${title}') ${more}`;

describe('util.grid.makeGrid', () => {
  it('fills lines of 24 columns from the given line on', () => {
    expect(placesOf("g.util.grid.makeGrid([p('a'), p('b'), p('c'), p('d')], 8, 7, 2)")).toEqual([
      ['a', 0, 2, 8, 7],
      ['b', 8, 2, 8, 7],
      ['c', 16, 2, 8, 7],
      ['d', 0, 9, 8, 7],
    ]);
  });

  it('breaks the line at a row and lets the panels of an open one follow it', () => {
    const panels = `[p('a'), ${row('r', "+ g.panel.row.withPanels([p('b')])")}, p('c')]`;
    expect(placesOf(`g.util.grid.makeGrid(${panels}, 12, 4)`)).toEqual([
      ['a', 0, 0, 12, 4],
      ['r', 0, 4, 24, 1],
      ['b', 0, 5, 12, 4],
      ['c', 12, 5, 12, 4],
    ]);
  });

  it('keeps the panels of a closed row, and those that follow it, inside', () => {
    const closed = row('r', "+ g.panel.row.withCollapsed(true) + g.panel.row.withPanels([p('a')])");
    expect(placesOf(`g.util.grid.makeGrid([${closed}, p('b')], 12, 4)`)).toEqual([
      ['r', 0, 0, 24, 1],
      ['> a', 0, 1, 12, 4],
      ['> b', 12, 1, 12, 4],
    ]);
  });
});

describe('any dashboard', () => {
  const panels = fc.array(fc.constantFrom('panel', 'row', 'closed'), { maxLength: 12 });
  const codeOf = { panel: "p('a')", row: row('r'), closed: row('c', '+ g.panel.row.withCollapsed(true)') };

  it('has no two panels in one place after makeGrid', () => {
    let checked = 0;
    fc.assert(
      fc.property(panels, fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 9 }), (kinds, w, h) => {
        const code = kinds.map((kind) => codeOf[kind]).join(', ');
        const places = placesOf(`g.util.grid.makeGrid([${code}], ${w}, ${h})`).filter(
          ([title]) => !title.startsWith('>'),
        );
        const cells = places.flatMap(([, x, y, width, height]) =>
          Array.from({ length: width * height }, (_, i) => `${x + (i % width)},${y + Math.floor(i / width)}`),
        );
        checked += places.length;
        expect(new Set(cells).size).toBe(cells.length);
        for (const [, x, , width] of places) expect(x + width).toBeLessThanOrEqual(24);
      }),
      { numRuns: 60 },
    );
    console.log(`${checked} panels placed`);
  });

  it('has a uid that Grafana takes, another for every service', () => {
    const seen = new Map<string, string>();
    const service = fc.stringMatching(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
    fc.assert(
      fc.property(service, (name) => {
        const uid = String(evaluateSnippet(`(import 'uid.libsonnet')('${name}', 'overview')`));
        expect(uid).toMatch(/^[A-Za-z0-9_-]{1,40}$/);
        expect(seen.get(uid) ?? name).toBe(name);
        seen.set(uid, name);
      }),
      { numRuns: 200 },
    );
    console.log(`${seen.size} services, as many uids`);
  });
});

describe('util.grid.wrapPanels', () => {
  it("keeps the panels' own sizes and wraps where one does not fit", () => {
    const panels = "[p('a', { w: 16, h: 6 }), p('b'), p('c', { w: 12, h: 3 })]";
    expect(placesOf(`g.util.grid.wrapPanels(${panels}, 8, 6)`)).toEqual([
      ['a', 0, 0, 16, 6],
      ['b', 16, 0, 8, 6],
      ['c', 0, 3, 12, 3],
    ]);
  });

  it('starts a new line at a row, as far down as a panel is high', () => {
    const inside = row('r', "+ g.panel.row.withPanels([p('b')])");
    expect(placesOf(`g.util.grid.wrapPanels([p('a'), ${inside}, p('c')], 8, 6)`)).toEqual([
      ['a', 0, 0, 8, 6],
      ['r', 8, 6, 0, 1],
      ['> b', 0, 7, 8, 6],
      ['c', 0, 7, 8, 6],
    ]);
  });
});

describe('util.panel', () => {
  it.each([
    [
      'getPanelIDs',
      "getPanelIDs([{ id: 1, type: 'a' }, { id: 2, type: 'row', panels: [{ id: 3, type: 'a' }] }])",
      [1, 2, 3],
    ],
    [
      'setPanelIDs',
      "setPanelIDs([{ id: 5, type: 'a' }, { type: 'b' }], overrideExistingIDs=false)",
      [
        { id: 5, type: 'a' },
        { id: 2, type: 'b' },
      ],
    ],
    [
      'getPanelsBeforeNextRow',
      "getPanelsBeforeNextRow([{ type: 'a' }, { type: 'row' }, { type: 'b' }])",
      [{ type: 'a' }],
    ],
    [
      'groupPanelsInRows',
      "groupPanelsInRows([{ type: 'a' }, { type: 'row' }, { type: 'b' }])",
      [{ type: 'a' }, { type: 'row', panels: [{ type: 'b' }] }],
    ],
    [
      'mapToRows',
      "mapToRows(function(row) row { x: 1 }, [{ type: 'a' }, { type: 'row' }])",
      [{ type: 'a' }, { type: 'row', x: 1 }],
    ],
    [
      'resolveCollapsedFlagOnRows',
      "resolveCollapsedFlagOnRows([{ type: 'row', panels: [{ type: 'a' }] }, { type: 'b' }])",
      [{ type: 'row', panels: [] }, { type: 'a' }, { type: 'b' }],
    ],
    [
      'sanitizePanel',
      "sanitizePanel({ type: 'a', gridPos: { w: 3 } }, 1, 2)",
      {
        type: 'a',
        gridPos: { h: 8, w: 3, x: 1, y: 2 },
      },
    ],
    [
      'calculateLowestYforPanel',
      `calculateLowestYforPanel({ gridPos: { x: 6, w: 6 } },
      [{ gridPos: { x: 0, y: 0, w: 8, h: 5 } }, { gridPos: { x: 12, y: 0, w: 8, h: 9 } }])`,
      5,
    ],
    [
      'dedupeQueryTargets',
      `dedupeQueryTargets([{ id: 1, type: 'a', targets: ['q'] }, { id: 2, type: 'b', targets: ['q'] }])`,
      [
        { id: 1, type: 'a', targets: ['q'] },
        {
          id: 2,
          type: 'b',
          datasource: { type: 'datasource', uid: '-- Dashboard --' },
          targets: [{ refId: 'A', panelId: 1 }],
        },
      ],
    ],
  ])('has %s', (_, call, expected) => {
    expect(evaluateSnippet(`g.util.panel.${call}`)).toEqual(expected);
  });

  it('lets panels rise as far as those above them allow', () => {
    const panels = "[p('a', { x: 0, y: 3, w: 12, h: 4 }), p('b', { x: 6, y: 30, w: 12, h: 2 })]";
    expect(placesOf(`g.util.panel.normalizeY(${panels})`)).toEqual([
      ['a', 0, 0, 12, 4],
      ['b', 6, 4, 12, 2],
    ]);
  });
});
