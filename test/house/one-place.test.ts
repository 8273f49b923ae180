import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frameworkMetrics } from '../../src/catalog/index.js';

const root = join(import.meta.dirname, '../..');

/** Files where a framework metric may be named or a PromQL function written. */
const homes = /^src\/(?:catalog|generate\/signals|check|promql)/;

function readFiles(folder: string, extension: RegExp): { file: string; code: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => extension.test(file) && !file.includes('generated/') && !file.includes('grafonnet/'))
    .map((file) => ({
      file,
      code: readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
    }));
}

const sources = [
  ...readFiles('src', /\.ts$/).filter(({ file }) => !homes.test(file)),
  ...readFiles('dashboards', /\.(?:lib|json)net$/),
  ...readFiles('alerts', /\.(?:lib|json)net$/),
];

describe('names and queries', () => {
  it('name a framework metric only in the catalog and the signals', () => {
    const names = frameworkMetrics.map((metric) => metric.name).filter((name) => name.split('_').length > 2);
    const strays = sources.filter(({ code }) =>
      names.some((name) => new RegExp(`['"\`]\\w*${name}`).test(code)),
    );
    expect(strays.map(({ file }) => file)).toEqual([]);
  });

  it('hard-code the namespace nowhere', () => {
    const strays = sources.filter(({ code }) => /['"`]ego_/.test(code));
    expect(strays.map(({ file }) => file)).toEqual([]);
  });

  it('write PromQL only in the signals', () => {
    const strays = sources.filter(({ code }) => /\b(?:rate|irate|increase|histogram_quantile)\(/.test(code));
    expect(strays.map(({ file }) => file)).toEqual([]);
  });
});
