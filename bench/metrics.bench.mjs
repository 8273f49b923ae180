import { Counter, Histogram, Registry } from 'prom-client';
import { defineCounter, defineHistogram } from '../dist/src/catalog/define-metric.js';
import { resolveConventions } from '../dist/src/conventions.js';
import { createMetrics } from '../dist/src/metrics/index.js';

const labels = { type: ['http', 'unary'], method: { budget: 20_000 }, code: { budget: 100 } };
const labelNames = Object.keys(labels);
const sets = Array.from({ length: 8 }, (_, i) => ({ type: 'http', method: `GET./orders/${i}`, code: 'OK' }));

const metrics = createMetrics({
  conventions: resolveConventions({ seriesBudget: 20_000 }),
  production: true,
  runtimeCollectors: false,
  pageCacheMs: 0,
  onProblem: console.error,
});
const registry = new Registry();
const registers = [registry];

function counterPair(name) {
  const help = 'A counter.';
  const theirs = new Counter({ name, help, labelNames, registers });
  return { ours: metrics.counter(defineCounter({ name, help, labels })), theirs };
}

function histogramPair(name) {
  const help = 'A histogram.';
  const theirs = new Histogram({ name, help, labelNames, registers });
  return { ours: metrics.histogram(defineHistogram({ name, help, labels })), theirs };
}

/** Nanoseconds a call, the best of several interleaved rounds, so that a busy neighbour hits both alike. */
function compareCalls({ ours, theirs }, calls = 300_000) {
  const time = (fn) => {
    const startedAt = process.hrtime.bigint();
    for (let i = 0; i < calls; i++) fn(i & 7);
    return Number(process.hrtime.bigint() - startedAt) / calls;
  };
  let best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < 15; round++) {
    best = { ours: Math.min(best.ours, time(ours)), theirs: Math.min(best.theirs, time(theirs)) };
  }
  return best;
}

async function comparePages(ours, theirs) {
  const time = async (render) => {
    const startedAt = performance.now();
    await render();
    return (performance.now() - startedAt) * 1e6;
  };
  let best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < 15; round++) {
    best = { ours: Math.min(best.ours, await time(ours)), theirs: Math.min(best.theirs, await time(theirs)) };
  }
  return best;
}

function spread(pairs) {
  const ours = pairs.map(({ ours }) => ours);
  const theirs = pairs.map(({ theirs }) => theirs);
  return { ours, theirs };
}

function print(name, { ours, theirs }, bar) {
  const ratio = theirs / ours;
  const unit = ours > 1e5 ? [1e6, 'ms'] : [1, 'ns'];
  const figure = (value) => `${(value / unit[0]).toFixed(2)} ${unit[1]}`;
  console.log(
    `| ${name} | ${figure(theirs)} | ${figure(ours)} | ${ratio.toFixed(1)}x | ${bar}x | ${ratio >= bar ? 'met' : 'MISSED'} |`,
  );
}

/** A page of its own for each kind of series, with values that change between renders. */
async function renderTables() {
  const kinds = [
    ['render 10,000 counter series', 10_000, counterPair, 'inc', 6],
    ['render 10,000 histogram series', 10_000, histogramPair, 'observe', 2.5],
  ];
  for (const [name, count, makePair, method, bar] of kinds) {
    await renderTable(name, { count, makePair, method, bar });
  }
}

async function renderTable(name, { count, makePair, method, bar }) {
  const room = createMetrics({
    conventions: resolveConventions({ seriesBudget: 20_000 }),
    production: true,
    runtimeCollectors: false,
    pageCacheMs: 0,
    onProblem: console.error,
    sampleLimit: 1_000_000,
  });
  const stock = new Registry();
  const metric = makePair === counterPair ? 'custom_rendered_total' : 'custom_rendered_seconds';
  const help = 'Rendered.';
  const [ours, theirs] =
    method === 'inc'
      ? [
          room.counter(defineCounter({ name: metric, help, labels })),
          new Counter({ name: metric, help, labelNames, registers: [stock] }),
        ]
      : [
          room.histogram(defineHistogram({ name: metric, help, labels })),
          new Histogram({ name: metric, help, labelNames, registers: [stock] }),
        ];
  for (let i = 0; i < count; i++) {
    const set = { type: 'http', method: `GET./orders/${i}`, code: 'OK' };
    ours[method](set, i % 997);
    theirs[method](set, i % 997);
  }
  print(
    name,
    await comparePages(
      () => room.page(),
      () => stock.metrics(),
    ),
    bar,
  );
}

console.log('| what | prom-client | tricord | ratio | bar | |');
console.log('| --- | ---: | ---: | ---: | ---: | --- |');

const counters = spread([1, 2, 3, 4].map((n) => counterPair(`custom_bench_${n}_total`)));
const histograms = spread([1, 2, 3, 4].map((n) => histogramPair(`custom_bench_${n}_seconds`)));
const bound = {
  ours: sets.map((set, i) => counters.ours[i & 3].with(set)),
  theirs: sets.map((set, i) => counters.theirs[i & 3].labels(set)),
};
const boundHistograms = {
  ours: sets.map((set, i) => histograms.ours[i & 3].with(set)),
  theirs: sets.map((set, i) => histograms.theirs[i & 3].labels(set)),
};

print(
  'pre-bound counter, inc',
  compareCalls({ ours: (i) => bound.ours[i].inc(), theirs: (i) => bound.theirs[i].inc() }),
  40,
);
print(
  'pre-bound histogram, observe',
  compareCalls({
    ours: (i) => boundHistograms.ours[i].observe(i / 7),
    theirs: (i) => boundHistograms.theirs[i].observe(i / 7),
  }),
  20,
);
print(
  'counter, inc by label object',
  compareCalls({
    ours: (i) => counters.ours[i & 3].inc(sets[i]),
    theirs: (i) => counters.theirs[i & 3].inc(sets[i]),
  }),
  8,
);
print(
  'histogram, observe by label object',
  compareCalls({
    ours: (i) => histograms.ours[i & 3].observe(sets[i], i / 7),
    theirs: (i) => histograms.theirs[i & 3].observe(sets[i], i / 7),
  }),
  8,
);
await renderTables();
