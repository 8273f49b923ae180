import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { driveTraffic } from './drive-traffic.js';
import { report } from './report.js';
import { showProgress } from './show-progress.js';
import { sources, startShop } from './start-shop.js';

const { values } = parseArgs({
  options: {
    keep: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '30' },
  },
});
const seconds = Number(values.seconds);
const output = join(sources, 'out');

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const progress = showProgress('Starting database, orders and gateway');
const shop = await startShop(output);
const statuses = await driveTraffic(shop.gateway.url, seconds, (gone, sent) => {
  progress(`Driving traffic: ${gone.toFixed(0)} of ${seconds} s, ${sent} requests`);
});
progress('Waiting for the last spans');
await new Promise((resolve) => setTimeout(resolve, 3000));
const isFine = await report({ ...shop, statuses, output, sources, onProgress: progress });
if (values.keep) {
  console.log(
    `\nRunning until Ctrl-C: ${shop.gateway.url} (gateway), ${shop.gateway.governor}, ${shop.orders.governor}`,
  );
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}
await shop.stop();
process.exitCode = isFine ? 0 : 1;
