import { describe, expect, it } from 'vitest';
import { detectTargetKind } from '../../src/check/detect-target-kind.js';

describe('detectTargetKind', () => {
  it.each([
    ['# HELP x y\n', 'a', 'metrics'],
    ['\ufeff# TYPE x counter\n', 'a', 'metrics'],
    ['go_goroutines 12\n', 'a', 'metrics'],
    ['x{a="b"} 1 170000\n', 'a.txt', 'metrics'],
    ['{"level":"info","ts":"x"}\n', 'a', 'logs'],
    ['{"ts":"x","panels":1}\n', 'a', 'logs'],
    ['{\n  "title": "x",\n  "panels": []\n}', 'a', 'dashboard'],
    ['{"title":"x","schemaVersion":39}', 'a', 'dashboard'],
    ['groups:\n- name: x\n', 'a', 'rules'],
    ['---\n# x\ngroups: []\n', 'a.txt', 'rules'],
    ['apiVersion: v1\nkind: PrometheusRule\n', 'a', 'rules'],
    ['not one of them\n', 'a.log', 'logs'],
    ['', 'a.yml', 'rules'],
    ['', 'a.json', 'dashboard'],
    ['', 'a.prom', 'metrics'],
    ['hello', 'a.txt', undefined],
  ])('reads %j of %s as %s', (head, file, kind) => {
    expect(detectTargetKind(head, file)).toBe(kind);
  });
});
