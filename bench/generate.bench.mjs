// All files of 200 services with promises and metrics of their own: npm run bench -- generate
import { defineCounter, defineGauge, defineHistogram } from '../dist/src/catalog/define-metric.js';
import { createServiceCatalog } from '../dist/src/catalog/service-catalog.js';
import { generateAll } from '../dist/src/generate/generate-all.js';

const services = 200;
const own = [
  defineCounter({
    name: 'custom_orders_created_total',
    help: 'Orders.',
    labels: { channel: ['web', 'app'] },
  }),
  defineGauge({ name: 'custom_stock_used_ratio', help: 'Stock.' }),
  defineHistogram({ name: 'custom_payment_seconds', help: 'Payments.' }),
];
const slos = [
  { name: 'available', kind: 'availability', objective: 99.9 },
  { name: 'fast', kind: 'latency', objective: 99, thresholdSeconds: 0.5 },
];

const startedAt = performance.now();
let boards = 0;
let bytes = 0;
let peak = 0;
const single = [];
for (let i = 0; i < services; i += 1) {
  const from = performance.now();
  const { files } = generateAll(createServiceCatalog({ service: { name: `service-${i}` }, slos }, own));
  single.push(performance.now() - from);
  boards += files.filter(({ path }) => path.startsWith('dashboards/')).length;
  bytes += files.reduce((sum, { content }) => sum + content.length, 0);
  peak = Math.max(peak, process.memoryUsage().rss);
}
const seconds = (performance.now() - startedAt) / 1000;
single.sort((a, b) => a - b);
console.log(
  `${services} services, ${boards} boards, ${(bytes / 2 ** 20).toFixed(0)} MiB: ${seconds.toFixed(1)} s ` +
    `(median ${single[services / 2].toFixed(0)} ms, worst ${single.at(-1).toFixed(0)} ms a service), ` +
    `CPU ${((process.cpuUsage().user + process.cpuUsage().system) / 1e6).toFixed(1)} s, peak RSS ${(peak / 2 ** 20).toFixed(0)} MiB`,
);
