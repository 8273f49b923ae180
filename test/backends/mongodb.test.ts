import { MongoClient } from 'mongodb';
import { MongoClient as MongoClient6 } from 'mongodb-6';
import { describe } from 'vitest';
import { testMongodbAdapter } from '../support/mongodb-adapter.js';
import { describeWith } from '../support/programs.js';

describeWith(['ferretdb'], 'on a real FerretDB', () => {
  describe('with mongodb 7', () => testMongodbAdapter((url, options) => new MongoClient(url, options)));
  describe('with mongodb 6', () =>
    testMongodbAdapter((url, options) => new MongoClient6(url, options as object) as unknown as MongoClient));
});
