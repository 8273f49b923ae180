import { httpClientRequest, httpServerRequest } from '../dist/src/catalog/http-operations.js';
import { defaultConventions } from '../dist/src/conventions.js';
import { createSwitchBoard } from '../dist/src/operation-switches.js';
import { defaultSettings } from '../dist/src/settings/settings.js';

/** The look-up of what operators have switched, made once for each operation, beside one in a plain Map by name. */
const names = Array.from({ length: 8 }, (_, i) => `http.service-${i}`);
const entries = [httpServerRequest, httpClientRequest];
const batch = 200_000;
const rounds = 60;

const settings = {
  ...defaultSettings(defaultConventions),
  components: { 'http.service-3': { slowMs: 100 }, 'http.client.request': { access: true } },
};
const board = createSwitchBoard(settings);
const plain = new Map(names.map((name) => [name, board.of(httpServerRequest, name)]));

const sides = {
  'plain Map by name': (name) => plain.get(name),
  'switches.of': (name, entry) => board.of(entry, name),
};

function run(look) {
  let slow = 0;
  const before = process.cpuUsage();
  for (let i = 0; i < batch; i++) slow += look(names[i & 7], entries[i & 1]).slowMs;
  const { user, system } = process.cpuUsage(before);
  if (slow < 0) throw new Error('never');
  return ((user + system) * 1000) / batch;
}

const best = Object.fromEntries(Object.keys(sides).map((side) => [side, Infinity]));
for (let round = 0; round < rounds; round++) {
  for (const [side, look] of Object.entries(sides)) best[side] = Math.min(best[side], run(look));
}
for (const [side, ns] of Object.entries(best)) {
  const ratio = ns / best['plain Map by name'];
  console.log(`${side.padEnd(20)} ${ns.toFixed(1).padStart(6)} ns  ${ratio.toFixed(2)} x`);
}
