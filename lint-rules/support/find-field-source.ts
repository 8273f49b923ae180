import type { TSESTree } from '@typescript-eslint/utils';
import { findAncestors } from './find-ancestors.js';
import type { ValueSource } from './find-variable-source.js';
import { propertyName, unwrap } from './unwrap.js';

/** Returns what fills `this.name`: the field's own value or type, or what the constructor puts there. */
export function findFieldSource(node: TSESTree.Node, name: string): ValueSource | undefined {
  const body = findAncestors(node).find(({ type }) => type === 'ClassBody');
  if (body?.type !== 'ClassBody') return undefined;
  let source: ValueSource | undefined;
  for (const member of body.body) {
    if (member.type === 'PropertyDefinition' && propertyName(member) === name) {
      const type = member.typeAnnotation?.typeAnnotation;
      source = { way: [], ...(member.value && { value: member.value }), ...(type && { type }) };
    }
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      source = { way: [], ...source, ...sourceInConstructor(member.value, name) };
    }
  }
  return source;
}

type Constructor = TSESTree.FunctionExpression | TSESTree.TSEmptyBodyFunctionExpression;

function sourceInConstructor({ params, body }: Constructor, name: string): Partial<ValueSource> {
  for (const param of params) {
    if (param.type !== 'TSParameterProperty') continue;
    const target = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
    if (target.type !== 'Identifier' || target.name !== name) continue;
    const type = target.typeAnnotation?.typeAnnotation;
    return type === undefined ? {} : { type };
  }
  for (const statement of body?.body ?? []) {
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (expression?.type !== 'AssignmentExpression') continue;
    const left = unwrap(expression.left);
    const isField = left.type === 'MemberExpression' && left.object.type === 'ThisExpression';
    if (isField && propertyName(left) === name) return { value: expression.right };
  }
  return {};
}
