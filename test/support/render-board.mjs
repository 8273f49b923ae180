// Draws a dashboard as one HTML page with data from a Prometheus HTTP API, so that a person or a headless browser can look:
//   node test/support/render-board.mjs board.json http://127.0.0.1:9090 out.html [--minutes 15] [--rate-interval 1m]
//     [--var name=value]… [--end <unix seconds>] [--only <row title>]
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const page = { width: 1640, margin: 20, cell: 30, gap: 8 };
const palette = [
  '#73bf69',
  '#f2cc0c',
  '#5794f2',
  '#ff9830',
  '#f2495c',
  '#b877d9',
  '#8ab8ff',
  '#37872d',
  '#e0b400',
  '#fa6400',
];
const colours = {
  green: '#73bf69',
  yellow: '#f2cc0c',
  orange: '#ff9830',
  red: '#f2495c',
  blue: '#5794f2',
  purple: '#b877d9',
  text: '#ccccdc',
  transparent: '#ccccdc',
};

const css = `body{background:#111217;color:#ccccdc;font:13px Inter,"DejaVu Sans",sans-serif;margin:20px;width:1640px}
h1{font-size:20px;margin:0 0 8px}h1 small{color:#8e8e99;font-size:13px;font-weight:400}.link{float:right;font-size:12px;border:1px solid #2f3037;padding:2px 8px;margin-left:8px}
.vars{margin-bottom:12px}.var{display:inline-block;background:#181b1f;border:1px solid #2f3037;padding:3px 8px;margin-right:8px}.var b{color:#6e9fff;font-weight:500}
.grid{position:relative}.panel,.row{position:absolute;box-sizing:border-box}.panel{background:#181b1f;border:1px solid #2a2c33;border-radius:3px;padding:4px 8px;overflow:hidden}
.row{font-size:16px;font-weight:500;line-height:30px}h2{font-size:13px;font-weight:500;margin:3px 0 4px;white-space:nowrap}h2 i{color:#8e8e99;font:10px serif;border:1px solid #53555e;border-radius:50%;padding:0 4px}
svg{display:block}svg text{fill:#8e8e99;font-size:11px}.gridline{stroke:#25272d}.empty,.error{color:#6b6c76;text-align:center;padding-top:12%;font-size:16px}.error{color:#f2495c;font-size:12px}
.stats{display:flex}.stat{position:relative;flex:1;display:flex;flex-direction:column;align-items:center;justify-content:center;border-radius:3px}.stat svg{position:absolute;left:0;top:0}.stat div{font-weight:500;z-index:1}.stat small{color:inherit;z-index:1}
.legend{overflow:hidden;font-size:11px}.legend b{display:inline-block;width:14px;height:4px;margin-right:6px;vertical-align:middle;border-radius:2px}.legend .table{width:100%;border-collapse:collapse}.legend .table td,.legend .table th{padding:1px 6px;text-align:right;font-weight:400;color:#8e8e99}.legend .table td:first-child{text-align:left;color:#ccccdc}
.legend .list tr{display:inline-block;margin-right:12px}.legend .list td+td:before{content:" · "}.scroll{overflow:auto;height:calc(100% - 26px)}.data{width:100%;border-collapse:collapse}.data th{color:#6e9fff;text-align:left;font-weight:500}.data td,.data th{padding:5px 8px;border-bottom:1px solid #25272d;white-space:nowrap}.text{white-space:pre-wrap;font:inherit}`;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '15' },
    'rate-interval': { type: 'string', default: '1m' },
    var: { type: 'string', multiple: true, default: [] },
    end: { type: 'string' },
    only: { type: 'string' },
  },
});
const [boardPath, prometheus, outPath] = positionals;
if (outPath === undefined) {
  console.error(
    'usage: render-board.mjs board.json prometheus-url out.html [--minutes 15] [--rate-interval 1m] [--var name=value]',
  );
  process.exit(2);
}

const board = JSON.parse(readFileSync(boardPath, 'utf8'));
const end = flags.end === undefined ? Math.floor(Date.now() / 1000) : Number(flags.end);
const range = {
  start: end - Number(flags.minutes) * 60,
  end,
  step: Math.max(5, Math.ceil((Number(flags.minutes) * 60) / 240)),
};

/** Asks Prometheus; a failure becomes the text that the panel shows. */
async function ask(path, parameters) {
  const response = await fetch(`${prometheus}/api/v1/${path}`, {
    method: 'POST',
    body: new URLSearchParams(parameters),
  });
  const body = await response.json();
  if (body.status !== 'success') throw new Error(`${body.errorType}: ${body.error}`);
  return body.data;
}

/** Picks, for each variable, what was asked for, its own current value, all, or the first value that Prometheus has. */
async function chooseVariables() {
  const chosen = new Map([
    ['__rate_interval', flags['rate-interval']],
    ['__interval', `${range.step}s`],
    ['__range', `${flags.minutes}m`],
  ]);
  for (const given of flags.var)
    chosen.set(given.slice(0, given.indexOf('=')), given.slice(given.indexOf('=') + 1));
  for (const variable of board.templating?.list ?? []) {
    if (!chosen.has(variable.name)) chosen.set(variable.name, await chooseValue(variable, chosen));
  }
  return chosen;
}

async function chooseValue(variable, chosen) {
  if (variable.type === 'interval') return flags['rate-interval'];
  if (variable.includeAll) return variable.allValue ?? '.*';
  if (variable.type !== 'query') return String(variable.current?.value ?? variable.query ?? '');
  const current = variable.current?.value;
  if (current !== undefined && current !== '') return String(current);
  const [, metric, label = metric] =
    /^label_values\((?:(.*),\s*)?(\w+)\)$/.exec(substitute(variable.query, chosen)) ?? [];
  const found = await ask(`series`, {
    'match[]': metric ?? `{${label}!=""}`,
    start: range.start,
    end: range.end,
  }).catch(() => []);
  return (
    found
      .map((series) => series[label])
      .filter(Boolean)
      .sort()[0] ?? ''
  );
}

function substitute(text, from = variables) {
  return text.replace(
    /\$(?:\{(\w+)(?::\w+)?\}|(\w+))/g,
    (whole, braced, plain) => from.get(braced ?? plain) ?? whole,
  );
}

async function renderPage() {
  const wanted = visiblePanels();
  const top = Math.min(...wanted.map((panel) => panel.gridPos.y));
  const bottom = Math.max(...wanted.map((panel) => panel.gridPos.y + panel.gridPos.h)) - top;
  const drawn = await Promise.all(wanted.map((panel) => renderPanel(panel, top)));
  const shown = (board.templating?.list ?? [])
    .filter((variable) => variable.hide !== 2)
    .map(
      (variable) =>
        `<span class="var"><b>${escapeHtml(variable.label ?? variable.name)}</b> ${escapeHtml(allText(variables.get(variable.name)))}</span>`,
    );
  const links = (board.links ?? [])
    .map((link) => `<span class="link">${escapeHtml(link.title)}</span>`)
    .join('');
  return `<!doctype html><meta charset="utf-8"><title>${escapeHtml(board.title)}</title><style>${css}</style>
<h1>${escapeHtml(board.title)} <small>${escapeHtml((board.tags ?? []).join(' · '))}</small>${links}</h1><div class="vars">${shown.join('')}<span class="var"><b>range</b> ${flags.minutes} min</span></div>
<div class="grid" style="height:${bottom * (page.cell + page.gap)}px">${drawn.join('\n')}</div>\n`;
}

function allText(value) {
  return value === '.*' || value === '.+' ? 'All' : String(value);
}

/** Returns the panels to draw, those of rows that are closed opened below their row. */
function visiblePanels() {
  const panels = [];
  let shift = 0;
  for (const panel of board.panels) {
    panels.push({ ...panel, gridPos: { ...panel.gridPos, y: panel.gridPos.y + shift } });
    const nested = panel.panels ?? [];
    for (const child of nested)
      panels.push({ ...child, gridPos: { ...child.gridPos, y: child.gridPos.y + shift } });
    if (nested.length > 0)
      shift += Math.max(...nested.map((child) => child.gridPos.y + child.gridPos.h)) - panel.gridPos.y - 1;
  }
  if (flags.only === undefined) return panels;
  const first = panels.findIndex((panel) => panel.type === 'row' && panel.title === flags.only);
  const next = panels.findIndex((panel, i) => i > first && panel.type === 'row');
  return panels.slice(first, next === -1 ? undefined : next);
}

async function renderPanel(panel, top) {
  const { x, y, w, h } = panel.gridPos;
  const column = (page.width + page.gap) / 24;
  const box = { width: w * column - page.gap, height: h * (page.cell + page.gap) - page.gap };
  const place = `left:${x * column}px;top:${(y - top) * (page.cell + page.gap)}px;width:${box.width}px;height:${box.height}px`;
  if (panel.type === 'row') return `<div class="row" style="${place}">▾ ${escapeHtml(panel.title)}</div>`;
  const inner = { width: box.width - 16, height: box.height - 34 };
  const body = await renderBody(panel, inner).catch(
    (error) => `<div class="error">${escapeHtml(error.message)}</div>`,
  );
  const hint = panel.description ? `<i title="${escapeHtml(panel.description)}">i</i>` : '';
  return `<div class="panel" style="${place}"><h2>${escapeHtml(substitute(panel.title))} ${hint}</h2>${body}</div>`;
}

async function renderBody(panel, box) {
  if (panel.type === 'text') return `<pre class="text">${escapeHtml(panel.options.content)}</pre>`;
  const frames = (await Promise.all((panel.targets ?? []).map((target) => queryTarget(target)))).flat();
  if (frames.length === 0)
    return `<div class="empty">${escapeHtml(panel.fieldConfig?.defaults?.noValue ?? 'No data')}</div>`;
  if (panel.type === 'table') return renderTable(panel, frames);
  if (panel.type === 'stat' || panel.type === 'gauge' || panel.type === 'bargauge')
    return renderStat(panel, frames, box);
  return renderSeries(panel, frames, box);
}

/** Returns the series of one target as { name, labels, points }, an instant value as a single point. */
async function queryTarget(target) {
  const query = substitute(target.expr);
  const data = target.instant
    ? await ask('query', { query, time: range.end })
    : await ask('query_range', { query, ...range });
  const results = data.resultType === 'scalar' ? [{ metric: {}, value: data.result }] : data.result;
  return results.map(({ metric, values, value }) => ({
    name: legendOf(target, metric),
    labels: metric,
    refId: target.refId,
    points: (values ?? [value]).map(([time, number]) => [Number(time), Number(number)]),
  }));
}

function legendOf(target, labels) {
  if (target.legendFormat && target.legendFormat !== '__auto') {
    return substitute(target.legendFormat).replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => labels[label] ?? '');
  }
  const { __name__: name = '', ...rest } = labels;
  return `${name}{${Object.entries(rest)
    .map(([key, value]) => `${key}="${value}"`)
    .join(', ')}}`;
}

function renderStat(panel, frames, box) {
  const defaults = panel.fieldConfig?.defaults ?? {};
  const background = panel.options?.colorMode?.startsWith('background');
  const cells = frames.map((frame) => {
    const last = frame.points.filter(([, value]) => Number.isFinite(value)).at(-1)?.[1];
    const colour = colourOf(last, defaults);
    const size = Math.min(56, box.height / 2.2, box.width / frames.length / 4);
    const name = frames.length > 1 ? `<small>${escapeHtml(frame.name)}</small>` : '';
    const spark =
      panel.options?.graphMode === 'area' && frame.points.length > 1 ? sparkline(frame, box, colour) : '';
    const style = background ? `background:${colour};color:#111` : `color:${colour}`;
    return `<div class="stat" style="${style}">${spark}<div style="font-size:${size}px">${escapeHtml(valueText(last, defaults))}</div>${name}</div>`;
  });
  return `<div class="stats" style="height:${box.height}px">${cells.join('')}</div>`;
}

function sparkline(frame, box, colour) {
  const scale = scaleOf([frame], { ...box, left: 0, top: box.height * 0.55, bottom: 0, right: 0 }, {});
  const path = linePath(frame.points, scale);
  return `<svg width="${box.width}" height="${box.height}"><path d="${path.area}" fill="${colour}" opacity=".15"/><path d="${path.line}" stroke="${colour}" fill="none"/></svg>`;
}

function renderSeries(panel, frames, box) {
  const defaults = panel.fieldConfig?.defaults ?? {};
  const custom = defaults.custom ?? {};
  const legend = panel.options?.legend ?? {};
  const drawn = custom.stacking?.mode === 'normal' ? stack(frames) : frames;
  const table = legend.displayMode === 'table' || legend.asTable;
  const legendHeight =
    legend.showLegend === false
      ? 0
      : Math.min(box.height * 0.4, table ? 18 * (frames.length + 1) : 20 * Math.ceil(frames.length / 4));
  const area = {
    width: box.width,
    height: box.height - legendHeight,
    left: 62,
    right: 4,
    top: 6,
    bottom: 18,
  };
  const scale = scaleOf(drawn, area, defaults);
  const lines = drawn.map((frame, i) => {
    const path = linePath(frame.points, scale, frame.base);
    const colour = seriesColour(frames[i], i, panel);
    const dots =
      frame.points.length === 1
        ? `<circle cx="${scale.x(frame.points[0][0])}" cy="${scale.y(frame.points[0][1])}" r="3" fill="${colour}"/>`
        : '';
    const fill = custom.fillOpacity
      ? `<path d="${path.area}" fill="${colour}" opacity="${custom.fillOpacity / 100}"/>`
      : '';
    return `${fill}<path d="${path.line}" stroke="${colour}" stroke-width="${custom.lineWidth ?? 1}" fill="none"/>${dots}`;
  });
  return `<svg width="${area.width}" height="${area.height}">${axes(scale, area, defaults)}${lines.reverse().join('')}</svg>${legendHtml(panel, frames, legendHeight)}`;
}

function seriesColour(frame, i, panel) {
  for (const override of panel.fieldConfig?.overrides ?? []) {
    const { id, options } = override.matcher;
    const hit =
      id === 'byName'
        ? options === frame.name
        : id === 'byRegexp' && new RegExp(options.replace(/^\/|\/$/g, '')).test(frame.name);
    const colour = hit && override.properties.find((property) => property.id === 'color')?.value.fixedColor;
    if (colour) return colours[colour] ?? colour;
  }
  return palette[i % palette.length];
}

function stack(frames) {
  const sums = new Map();
  return frames.map((frame) => {
    const base = frame.points.map(([time]) => [time, sums.get(time) ?? 0]);
    const points = frame.points.map(([time, value], i) => [
      time,
      base[i][1] + (Number.isFinite(value) ? value : 0),
    ]);
    for (const [time, value] of points) sums.set(time, value);
    return { ...frame, points, base };
  });
}

function scaleOf(frames, area, { min, max, unit, custom = {} }) {
  const values = frames.flatMap((frame) => frame.points.map(([, value]) => value)).filter(Number.isFinite);
  const low = min ?? Math.min(custom.axisSoftMin ?? Infinity, ...values, values.length === 0 ? 0 : Infinity);
  const high = Math.max(
    max ?? -Infinity,
    max === undefined ? Math.max(custom.axisSoftMax ?? -Infinity, ...values, low) : -Infinity,
  );
  const step = niceStep(unit, (high - low || Math.abs(high) || 1) / Math.max(2, area.height / 45));
  const bottom = min ?? Math.floor(low / step) * step;
  const top = max ?? Math.max(Math.ceil(high / step) * step, bottom + step);
  const left = area.left;
  const width = area.width - area.left - area.right;
  const height = area.height - area.top - area.bottom;
  return {
    bottom,
    top,
    step,
    x: (time) => left + ((time - range.start) / (range.end - range.start)) * width,
    y: (value) => area.top + (1 - (value - bottom) / (top - bottom)) * height,
  };
}

function niceStep(unit, raw) {
  const base = /bytes/i.test(unit) ? 1024 ** Math.max(0, Math.floor(Math.log(raw) / Math.log(1024))) : 1;
  const power = base * 10 ** Math.floor(Math.log10(raw / base));
  return [1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * 0.999) * power;
}

function linePath(points, scale, base) {
  let line = '';
  let pen = 'M';
  for (const [time, value] of points) {
    if (!Number.isFinite(value)) pen = 'M';
    else {
      line += `${pen}${scale.x(time).toFixed(1)},${scale.y(value).toFixed(1)}`;
      pen = 'L';
    }
  }
  const floor = base ?? points.map(([time]) => [time, Math.max(scale.bottom, 0)]);
  const back = [...floor]
    .reverse()
    .map(([time, value]) => `L${scale.x(time).toFixed(1)},${scale.y(value).toFixed(1)}`);
  return { line, area: line === '' ? '' : `${line.replace(/(?!^)M/g, 'L')}${back.join('')}Z` };
}

function axes(scale, area, defaults) {
  let svg = '';
  for (let value = scale.bottom; value <= scale.top + scale.step / 1000; value += scale.step) {
    const y = scale.y(value);
    svg += `<line x1="${area.left}" x2="${area.width}" y1="${y}" y2="${y}" class="gridline"/><text x="${area.left - 6}" y="${y + 4}" text-anchor="end">${escapeHtml(valueText(round(value), defaults))}</text>`;
  }
  const minutes = Math.max(1, Math.ceil((range.end - range.start) / 60 / (area.width / 90)));
  for (let time = Math.ceil(range.start / 60) * 60; time <= range.end; time += minutes * 60) {
    svg += `<text x="${scale.x(time)}" y="${area.height - 3}" text-anchor="middle">${new Date(time * 1000).toISOString().slice(11, 16)}</text>`;
  }
  for (const step of defaults.custom?.thresholdsStyle ? (defaults.thresholds?.steps ?? []) : []) {
    if (step.value === null || step.value > scale.top) continue;
    svg += `<line x1="${area.left}" x2="${area.width}" y1="${scale.y(step.value)}" y2="${scale.y(step.value)}" stroke="${colours[step.color] ?? step.color}" stroke-dasharray="6 4"/>`;
  }
  return svg;
}

function legendHtml(panel, frames, height) {
  const { legend = {} } = panel.options ?? {};
  if (legend.showLegend === false) return '';
  const defaults = panel.fieldConfig?.defaults ?? {};
  const calcs = legend.calcs ?? [];
  const items = frames.map((frame, i) => {
    const figures = calcs
      .map((calc) => `<td>${escapeHtml(valueText(reduce(frame.points, calc), defaults))}</td>`)
      .join('');
    return `<tr><td><b style="background:${seriesColour(frame, i, panel)}"></b>${escapeHtml(frame.name)}</td>${figures}</tr>`;
  });
  const table = legend.displayMode === 'table' || legend.asTable;
  const head = table
    ? `<tr><th></th>${calcs.map((calc) => `<th>${calc.replace('lastNotNull', 'last')}</th>`).join('')}</tr>`
    : '';
  return `<div class="legend" style="height:${height}px"><table class="${table ? 'table' : 'list'}">${head}${items.join('')}</table></div>`;
}

function reduce(points, calc) {
  const values = points.map(([, value]) => value).filter(Number.isFinite);
  if (calc === 'mean') return values.reduce((sum, value) => sum + value, 0) / values.length;
  if (calc === 'max') return Math.max(...values);
  if (calc === 'min') return Math.min(...values);
  if (calc === 'sum') return values.reduce((sum, value) => sum + value, 0);
  return values.at(-1);
}

/** Makes rows of labels and the value, then does what the `organize` transformation says. */
function renderTable(panel, frames) {
  const several = new Set(frames.map((frame) => frame.refId)).size > 1;
  let rows = frames.map((frame) => ({
    ...frame.labels,
    [several ? `Value #${frame.refId}` : 'Value']: frame.points.at(-1)?.[1],
    Time: frame.points.at(-1)?.[0],
  }));
  let names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  for (const { id, options } of panel.transformations ?? []) {
    if (id === 'filterFieldsByName') names = names.filter((name) => options.include?.names?.includes(name));
    if (id === 'merge') rows = mergeRows(rows, frames, names);
    if (id !== 'organize') continue;
    names = names.filter(
      (name) =>
        !options.excludeByName?.[name] &&
        (options.includeByName === undefined ||
          Object.keys(options.includeByName).length === 0 ||
          options.includeByName[name]),
    );
    const order = options.indexByName ?? {};
    names.sort((a, b) => (order[a] ?? 99) - (order[b] ?? 99));
    const renamed = (name) => options.renameByName?.[name] || name;
    rows = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [renamed(name), value])),
    );
    names = names.map(renamed);
  }
  const cell = (name, value) =>
    `<td style="color:${mappedColour(value, fieldOf(panel, name))}">${escapeHtml(typeof value === 'number' ? valueText(value, fieldOf(panel, name)) : (value ?? ''))}</td>`;
  const lines = rows.map((row) => `<tr>${names.map((name) => cell(name, row[name])).join('')}</tr>`);
  return `<div class="scroll"><table class="data"><tr>${names.map((name) => `<th>${escapeHtml(name)}</th>`).join('')}</tr>${lines.join('')}</table></div>`;
}

/** Rows that agree in the fields which every query's rows have become one, as Grafana's `merge` makes them. */
function mergeRows(rows, frames, names) {
  const refIds = [...new Set(frames.map((frame) => frame.refId))];
  const fieldsOf = (refId) =>
    new Set(rows.flatMap((row, i) => (frames[i].refId === refId ? Object.keys(row) : [])));
  const shared = refIds
    .map(fieldsOf)
    .reduce(
      (left, right) => left.intersection?.(right) ?? new Set([...left].filter((name) => right.has(name))),
    );
  const keys = names.filter((name) => shared.has(name));
  const merged = new Map();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((name) => row[name]));
    merged.set(key, { ...merged.get(key), ...row });
  }
  return [...merged.values()];
}

function fieldOf(panel, name) {
  const field = { ...panel.fieldConfig?.defaults };
  for (const { matcher, properties } of panel.fieldConfig?.overrides ?? []) {
    if (matcher.id === 'byName' && matcher.options === name)
      for (const { id, value } of properties) field[id] = value;
  }
  return field;
}

/** The colour that a mapping gives a text, if the field has mappings. */
function mappedColour(value, { mappings = [] }) {
  const colour = mappings
    .map(({ type, options }) =>
      type === 'value'
        ? options[value]?.color
        : type === 'regex' && new RegExp(options.pattern).test(value ?? '')
          ? options.result.color
          : undefined,
    )
    .find((each) => each !== undefined);
  return colours[colour] ?? 'inherit';
}

function colourOf(value, { thresholds, color }) {
  if (color?.mode === 'fixed') return colours[color.fixedColor] ?? color.fixedColor;
  const step = (thresholds?.steps ?? [])
    .filter((candidate) => candidate.value === null || value >= candidate.value)
    .at(-1);
  return colours[step?.color] ?? step?.color ?? '#ccccdc';
}

/** Seconds below a bound are told in a unit: bound, factor, suffix. */
const durations = [
  [1e-3, 1e6, ' µs'],
  [1, 1e3, ' ms'],
  [120, 1, ' s'],
  [7200, 1 / 60, ' min'],
  [Infinity, 1 / 3600, ' h'],
];

/** Grafana unit → the base and the suffixes a value is scaled by. */
const scales = {
  bytes: [1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB']],
  decbytes: [1024, [' B', ' KiB', ' MiB', ' GiB', ' TiB']],
  Bps: [1024, [' B/s', ' KiB/s', ' MiB/s', ' GiB/s']],
  binBps: [1024, [' B/s', ' KiB/s', ' MiB/s', ' GiB/s']],
  short: [1000, ['', ' K', ' Mil', ' Bil']],
};

const suffixes = { percent: ' %', reqps: ' req/s', ops: ' ops/s', cps: ' c/s', wps: ' w/s', rps: ' r/s' };

function valueText(value, { unit = 'short', decimals, mappings = [], noValue = 'No data' }) {
  if (value === undefined || !Number.isFinite(value)) return noValue;
  const mapping = mappings.find(({ type, options }) => type === 'value' && options[value]);
  if (mapping !== undefined) return mapping.options[value].text;
  if (unit.startsWith('dateTime')) return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
  if (unit === 'percentunit') return numberText(value * 100, ' %', decimals);
  if (unit === 's') {
    const [, factor, suffix] = durations.find(([bound]) => Math.abs(value) < bound) ?? durations[1];
    return value === 0 ? '0 s' : numberText(value * factor, suffix, decimals);
  }
  if (unit in suffixes) return numberText(value, suffixes[unit], decimals);
  const [base, names] = scales[unit] ?? scales.short;
  const power = Math.floor(Math.log(Math.abs(value) || 1) / Math.log(base));
  const step = Math.max(0, Math.min(names.length - 1, power));
  return numberText(value / base ** step, names[step], decimals);
}

function numberText(value, suffix, decimals) {
  const magnitude = Math.abs(value);
  const digits = decimals ?? (magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2);
  return `${Number(value.toFixed(digits))}${suffix}`;
}

function round(value) {
  return Number(value.toPrecision(12));
}

function escapeHtml(text) {
  return String(text).replace(
    /[&<>"]/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character],
  );
}

const variables = await chooseVariables();
writeFileSync(outPath, await renderPage());
