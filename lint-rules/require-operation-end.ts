import { createEndingRule } from './support/create-ending-rule.js';
import { findOrigin, isOwnModule } from './support/find-origin.js';
import { unwrap } from './support/unwrap.js';

export default createEndingRule({
  id: 'require-operation-end',
  summary: 'Every operation that is started ends or fails, also when something throws.',
  what: 'operation',
  enders: ['end', 'fail'],
  find: ({ sourceCode }, visit) => ({
    CallExpression(node) {
      const callee = unwrap(node.callee);
      if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return;
      const origin = findOrigin(callee, sourceCode);
      const isOurs = origin?.module === 'tricord' || isOwnModule(origin?.module ?? '');
      if (isOurs && origin?.path.at(-1) === 'startOperation') visit({ node });
    },
  }),
});
