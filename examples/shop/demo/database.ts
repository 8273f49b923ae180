import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

// A process of its own: the embedded database is single-threaded, and a slow query must only stop itself.
const database = await PGlite.create();
const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: 0, maxConnections: 4 });
await server.start();
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: { url: `postgres://postgres@${server.getServerConn()}/postgres` } });
