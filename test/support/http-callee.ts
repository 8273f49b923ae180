import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { serveHttp } from './serve-http.js';

/** A server that clients under test call. */
export interface HttpCallee {
  readonly url: string;
  readonly server: Server;
  /** Headers of the request that came last. */
  latest(): IncomingHttpHeaders;
  /** Connections that were made. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts a server: `/broken` refuses, `/refused` with a business code, `/hang` never answers, `/half` breaks off. */
export async function startHttpCallee(): Promise<HttpCallee> {
  let latest: IncomingHttpHeaders = {};
  let connections = 0;
  const server = createServer((request, response) => {
    latest = request.headers;
    const { url = '' } = request;
    if (url.startsWith('/hang')) return;
    if (url.startsWith('/half')) {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('half', () => response.destroy());
    } else if (url.startsWith('/redirect')) response.writeHead(302, { location: '/items/42' }).end();
    else if (url.startsWith('/refused')) response.writeHead(404, { 'x-ego-code': '404100001' }).end('no');
    else if (url.startsWith('/stream')) {
      response.write('one');
      setTimeout(() => response.end('two'), 10);
    } else response.writeHead(url.startsWith('/broken') ? 503 : 200).end('body');
  });
  server.on('connection', () => connections++);
  return { ...(await serveHttp(server)), server, latest: () => latest, connections: () => connections };
}
