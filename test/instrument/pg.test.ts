import { startEmbeddedDatabase } from '../support/sql-database.js';
import { testPgAdapter } from '../support/pg-adapter.js';

testPgAdapter(startEmbeddedDatabase);
