import { describe, expect, it } from 'vitest';
import {
  evaluateJsonnet,
  findOrigin,
  listOrigins,
  renderPosition,
  type Json,
} from '../../src/jsonnet/index.js';

const library = `{
  panel(title):: {
    title: title,
    type: 'timeseries',
  },
}`;

const board = `local lib = import 'lib.libsonnet';
local base = { uid: 'a', tags: ['x'] };
base + {
  title: 'Board',
  tags+: ['y'],
  panels: [
    lib.panel('Requests'),
    lib.panel('Errors') + { type: 'stat' },
  ] + [
    lib.panel(name)
    for name in ['p50', 'p99']
  ],
  'odd/name~': 1,
  mapped: std.map(function(x) { x: x }, [1, 2]),
  merged: std.mergePatch({ a: 1 }, { b: 2 }),
  listed: std.objectValues({ k: { v: 1 } }),
}`;

const resolver = { resolve: () => ({ id: 'lib', fileName: 'lib.libsonnet', content: library }) };
const { value, provenance } = evaluateJsonnet({ source: board, fileName: 'board.jsonnet', resolver });

function originOf(pointer: string): string | undefined {
  const position = findOrigin(provenance, pointer);
  return position && renderPosition({ ...position, endLine: position.line, endColumn: position.column });
}

function listPointers(json: Json, pointer = ''): string[] {
  if (typeof json !== 'object' || json === null) return [pointer];
  return Object.entries(json).flatMap(([key, item]) => [
    pointer,
    ...listPointers(item as Json, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  ]);
}

describe('provenance', () => {
  it.each([
    ['/title', 'board.jsonnet:4:3'],
    ['/uid', 'board.jsonnet:2:16'],
    ['/tags', 'board.jsonnet:5:3'],
    ['/tags/0', 'board.jsonnet:2:33'],
    ['/tags/1', 'board.jsonnet:5:11'],
    ['/panels', 'board.jsonnet:6:3'],
    ['/panels/0', 'board.jsonnet:7:5'],
    ['/panels/0/title', 'lib.libsonnet:3:5'],
    ['/panels/1/type', 'board.jsonnet:8:29'],
    ['/panels/1/title', 'lib.libsonnet:3:5'],
    ['/panels/3', 'board.jsonnet:10:5'],
    ['/odd~1name~0', 'board.jsonnet:13:3'],
    ['/mapped/1', 'board.jsonnet:14:31'],
    ['/mapped/1/x', 'board.jsonnet:14:33'],
    ['/merged/a', 'board.jsonnet:15:28'],
    ['/merged/b', 'board.jsonnet:15:38'],
    ['/listed/0', 'board.jsonnet:16:30'],
    ['/listed/0/v', 'board.jsonnet:16:35'],
    ['/panels/0/title/no/such', 'lib.libsonnet:3:5'],
  ])('places %s at %s', (pointer, expected) => {
    expect(originOf(pointer)).toBe(expected);
  });

  it('lists the places from a value outwards, so that the first of the own file can be picked', () => {
    const own = listOrigins(provenance, '/panels/0/title').find(({ file }) => file === 'board.jsonnet');
    expect(own?.line).toBe(7);
  });

  it('places every value of the output, itself or by what holds it', () => {
    const pointers = listPointers(value).filter((pointer) => pointer !== '');
    const placed = pointers.filter((pointer) => provenance.has(pointer));
    console.log(`provenance: ${placed.length} of ${pointers.length} values have a place of their own`);
    expect(pointers.filter((pointer) => !findOrigin(provenance, pointer))).toEqual([]);
  });

  it('places the whole output of a program that is one expression', () => {
    const result = evaluateJsonnet({ source: '\n  [1]', fileName: 'x' });
    expect(result.provenance.get('')?.line).toBe(2);
  });
});
