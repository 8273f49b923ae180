import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluateSnippet } from './evaluate-snippet.js';

/** What the mixins of Grafana's own repositories and of Kubernetes, node and Prometheus call, one path a line. */
const names = readFileSync(join(import.meta.dirname, 'called-by-mixins.txt'), 'utf8')
  .trim()
  .split('\n');

describe('the built-in grafonnet', () => {
  it('has every function that real mixins call', () => {
    const follow = `
      local follow(object, parts) =
        if !std.isObject(object) || !std.objectHasAll(object, parts[0]) then false
        else if std.length(parts) == 1 then std.isFunction(object[parts[0]])
        else follow(object[parts[0]], parts[1:]);
      [name for name in ${JSON.stringify(names)} if !follow(g, std.split(name, '.'))]`;
    expect(evaluateSnippet(follow)).toEqual([]);
    console.log(`${names.length} functions that mixins call are there`);
  });
});
