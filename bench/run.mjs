import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// npm run bench -- [name …]: runs bench/<name>.bench.mjs, or all of them.
const folder = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const benches = readdirSync(folder).filter((file) => file.endsWith('.bench.mjs'));
const chosen = benches.filter(
  (file) => wanted.length === 0 || wanted.includes(file.replace('.bench.mjs', '')),
);
if (chosen.length === 0) {
  console.error(
    `No such bench. There are: ${benches.map((file) => file.replace('.bench.mjs', '')).join(', ')}.`,
  );
  process.exitCode = 2;
}
for (const file of chosen) await import(join(folder, file));
