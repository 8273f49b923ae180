import { describeWith } from '../support/programs.js';
import { testPgAdapter } from '../support/pg-adapter.js';
import { startPostgres } from '../support/postgres.js';

describeWith(['initdb', 'postgres'], 'on a real PostgreSQL', () => testPgAdapter(startPostgres));
