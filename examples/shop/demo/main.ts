import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { driveTraffic } from './drive-traffic.js';
import { report } from './report.js';
import { showProgress } from './show-progress.js';
import { sources, startShop } from './start-shop.js';

/** Reads the two options; a mistake is one line and exit code 2. */
function readOptions(): { keep: boolean; seconds: number } {
  try {
    const { values } = parseArgs({ options: { keep: { type: 'boolean' }, seconds: { type: 'string' } } });
    const seconds = Number(values.seconds ?? 30);
    if (!(seconds >= 1 && seconds <= 3600))
      throw new Error(`--seconds is \`${values.seconds}\`, not 1 to 3600`);
    return { keep: values.keep === true, seconds };
  } catch (error) {
    console.error(`${(error as Error).message}. Usage: npm run demo -- [--seconds N] [--keep]`);
    process.exit(2);
  }
}

const { keep, seconds } = readOptions();
const output = join(sources, 'out');

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
const progress = showProgress('Starting the database, servers and services');
const shop = await startShop(output).catch((error: Error) => {
  progress();
  console.error(`The shop did not start: ${error.message}`);
  process.exit(1);
});
progress();
for (const sentence of shop.leftOut) console.log(sentence);
const statuses = await driveTraffic(shop.url, seconds, (gone, sent) => {
  progress(`Driving traffic: ${gone.toFixed(0)} of ${seconds} s, ${sent} requests`);
});
progress('Waiting for the last spans');
await new Promise((resolve) => setTimeout(resolve, 3000));
const isFine = await report({ ...shop, statuses, output, sources, onProgress: progress });
if (keep) {
  const governors = shop.services.map(({ governor }) => governor).join(', ');
  console.log(`\nRunning until Ctrl-C: ${shop.url} (gateway), ${governors} (governors)`);
  console.log(`Try: curl -i ${shop.url}/orders/1`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
}
await shop.stop();
process.exitCode = isFine ? 0 : 1;
