import { Counter, Histogram, Registry } from 'prom-client';
import { defineCounter, defineHistogram } from '../dist/src/catalog/define-metric.js';
import { resolveConventions } from '../dist/src/conventions.js';
import { createMetrics } from '../dist/src/metrics/index.js';

// Ours beside prom-client in one run. A ratio is of two best rounds that were run in turns; several blocks of rounds give
// a median and a worst ratio, because a neighbour on the machine may spoil any one of them.
const labels = { type: ['http', 'unary'], method: { budget: 20_000 }, code: { budget: 100 } };
const labelNames = Object.keys(labels);
const makeSet = (i) => ({ type: 'http', method: `GET./orders/${i}`, code: 'OK' });
const sets = Array.from({ length: 8 }, (_, i) => makeSet(i));
const help = 'Measured.';

function createRoom() {
  return createMetrics({
    conventions: resolveConventions({ seriesBudget: 20_000 }),
    production: true,
    runtimeCollectors: false,
    pageCacheMs: 0,
    sampleLimit: 1_000_000,
    onProblem: console.error,
  });
}

function counterPair({ room, registry, name }) {
  return {
    ours: room.counter(defineCounter({ name: `${name}_total`, help, labels })),
    theirs: new Counter({ name: `${name}_total`, help, labelNames, registers: [registry] }),
  };
}

function histogramPair({ room, registry, name }) {
  return {
    ours: room.histogram(defineHistogram({ name: `${name}_seconds`, help, labels })),
    theirs: new Histogram({ name: `${name}_seconds`, help, labelNames, registers: [registry] }),
  };
}

/** Best nanoseconds of each side over rounds that are run in turns. */
async function compareOnce({ ours, theirs }, rounds) {
  const best = { ours: Infinity, theirs: Infinity };
  for (let round = 0; round < rounds; round++) {
    best.ours = Math.min(best.ours, await ours());
    best.theirs = Math.min(best.theirs, await theirs());
  }
  return best;
}

async function compare(name, bar, { sides, blocks, rounds }) {
  await compareOnce(sides, rounds);
  const all = [];
  for (let block = 0; block < blocks; block++) all.push(await compareOnce(sides, rounds));
  const ratios = all.map(({ ours, theirs }) => theirs / ours).sort((a, b) => a - b);
  const [worst] = ratios;
  const best = (side) => Math.min(...all.map((block) => block[side]));
  const figure = (ns) => (ns > 1e5 ? `${(ns / 1e6).toFixed(2)} ms` : `${ns.toFixed(2)} ns`);
  const median = ratios[Math.floor(blocks / 2)];
  const verdict = worst >= bar ? 'met' : 'MISSED';
  console.log(
    `| ${median.toFixed(1)}x | ${worst.toFixed(1)}x | ${bar}x, ${verdict} | ${name} | ${figure(best('theirs'))} | ${figure(best('ours'))} |`,
  );
}

const callsPerRound = 20_000;

/** Each case brings the loop around its call, so that V8 compiles it for this call only, as it does in a service. */
function timeCalls(callMany) {
  return () => {
    const startedAt = process.hrtime.bigint();
    callMany(callsPerRound);
    return Number(process.hrtime.bigint() - startedAt) / callsPerRound;
  };
}

function compareCalls(name, bar, { ours, theirs }) {
  const sides = { ours: timeCalls(ours), theirs: timeCalls(theirs) };
  return compare(name, bar, { sides, blocks: 15, rounds: 40 });
}

async function compareMeasurements() {
  const room = createRoom();
  const registry = new Registry();
  const four = (makePair) => {
    const pairs = [1, 2, 3, 4].map((n) => makePair({ room, registry, name: `custom_bench_${n}` }));
    return { ours: pairs.map(({ ours }) => ours), theirs: pairs.map(({ theirs }) => theirs) };
  };
  const bind = ({ ours, theirs }) => ({
    ours: sets.map((set, i) => ours[i & 3].with(set)),
    theirs: sets.map((set, i) => theirs[i & 3].labels(set)),
  });
  const counters = four(counterPair);
  const histograms = four(histogramPair);
  const boundCounters = bind(counters);
  const boundHistograms = bind(histograms);
  await compareCalls('pre-bound counter, inc', 40, {
    ours: (calls) => {
      for (let i = 0; i < calls; i++) boundCounters.ours[i & 7].inc();
    },
    theirs: (calls) => {
      for (let i = 0; i < calls; i++) boundCounters.theirs[i & 7].inc();
    },
  });
  await compareCalls('pre-bound histogram, observe', 20, {
    ours: (calls) => {
      for (let i = 0; i < calls; i++) boundHistograms.ours[i & 7].observe((i & 7) / 7);
    },
    theirs: (calls) => {
      for (let i = 0; i < calls; i++) boundHistograms.theirs[i & 7].observe((i & 7) / 7);
    },
  });
  await compareCalls('counter, inc by label object', 8, {
    ours: (calls) => {
      for (let i = 0; i < calls; i++) counters.ours[i & 3].inc(sets[i & 7]);
    },
    theirs: (calls) => {
      for (let i = 0; i < calls; i++) counters.theirs[i & 3].inc(sets[i & 7]);
    },
  });
  await compareCalls('histogram, observe by label object', 8, {
    ours: (calls) => {
      for (let i = 0; i < calls; i++) histograms.ours[i & 3].observe(sets[i & 7], (i & 7) / 7);
    },
    theirs: (calls) => {
      for (let i = 0; i < calls; i++) histograms.theirs[i & 3].observe(sets[i & 7], (i & 7) / 7);
    },
  });
}

/** A page of one metric of 10,000 series. */
async function compareRendering(name, bar, { makePair, method, rounds }) {
  const room = createRoom();
  const registry = new Registry();
  const { ours, theirs } = makePair({ room, registry, name: 'custom_rendered' });
  for (let i = 0; i < 10_000; i++) {
    ours[method](makeSet(i), i % 997);
    theirs[method](makeSet(i), i % 997);
  }
  // A page takes longer than the time a busy machine leaves one process, so here the CPU time of the process counts.
  const time = (render) => async () => {
    const before = process.cpuUsage();
    await render();
    const { user, system } = process.cpuUsage(before);
    return (user + system) * 1000;
  };
  const sides = { ours: time(() => room.page()), theirs: time(() => registry.metrics()) };
  await compare(name, bar, { sides, blocks: 5, rounds });
}

console.log('| median | worst | bar | what | prom-client | tricord |');
console.log('| ---: | ---: | :--- | :--- | ---: | ---: |');
await compareMeasurements();
const counters = { makePair: counterPair, method: 'inc', rounds: 40 };
await compareRendering('render 10,000 counter series', 6, counters);
const histograms = { makePair: histogramPair, method: 'observe', rounds: 6 };
await compareRendering('render 10,000 histogram series', 2.5, histograms);
