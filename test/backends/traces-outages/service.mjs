// Ends spans at a steady rate, and ten for each request; asked over IPC how many. SIGTERM stops it as any service.
import { createServer } from 'node:http';
import { createTelemetry, drainServer, shutdownWithProcess } from '../../../dist/src/index.js';
import { instrumentNodeHttp } from '../../../dist/src/instrument/node-http.js';

const [name, endpoint, perSecond] = process.argv.slice(2);
const telemetry = createTelemetry({
  service: { name },
  traces: { endpoint },
  logs: { destination: 'file', file: '/dev/null' },
});
const server = createServer((_request, response) => {
  for (let i = 0; i < 9; i++) telemetry.tracer.startSpan(`step ${i}`).end();
  response.end('ok');
});
instrumentNodeHttp(telemetry, server, { route: ({ url }) => url });
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
drainServer(telemetry, server);

const report = () => {
  const counts = telemetry.traces.counts();
  const { ended, exported, dropped, failed, rejected, queued } = counts;
  const port = server.address()?.port;
  return { port, counts, imbalance: ended - exported - dropped - failed - rejected - queued };
};
const everyMs = 10;
let owed = 0;
const timer = setInterval(() => {
  owed += (Number(perSecond) * everyMs) / 1000;
  for (; owed >= 1; owed--) telemetry.tracer.startSpan('work', { attributes: { 'work.unit': 'a' } }).end();
}, everyMs);
process.on('message', (what) => {
  if (what === 'rest') clearInterval(timer);
  if (what === 'counts') process.send(report());
});
// The last word, after the spans have gone and before the process does.
telemetry.onShutdown(() => clearInterval(timer), 'first');
telemetry.onShutdown(() => new Promise((resolve) => process.send(report(), resolve)), 'last');
shutdownWithProcess(telemetry);
