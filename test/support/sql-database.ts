import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** A database that speaks the PostgreSQL protocol on a loopback port. */
export interface SqlDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the embedded database; the real `pg` client talks to it. */
export async function startEmbeddedDatabase(): Promise<SqlDatabase> {
  const database = await PGlite.create();
  const server = new PGLiteSocketServer({ db: database, host: '127.0.0.1', port: 0, maxConnections: 10 });
  await server.start();
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    async close() {
      await server.stop();
      await database.close();
    },
  };
}
