import { createEndingRule } from './support/create-ending-rule.js';
import { findOperations } from './support/find-operations.js';

export default createEndingRule({
  id: 'require-operation-end',
  summary: 'Every operation that is started ends or fails, also when something throws.',
  what: 'operation',
  enders: ['end', 'fail'],
  find: ({ sourceCode }, visit) => findOperations(sourceCode, (node) => visit({ node })),
});
