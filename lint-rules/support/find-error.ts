import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findVariable } from './find-variable.js';
import { propertyName, unwrap } from './unwrap.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

const texts = ['message', 'stack', 'toString'];
const converters = ['String', 'stringify', 'inspect', 'format'];

/** Returns the error that an expression is, or whose text it is: `err`, `err.message`, `String(err)`, `new TypeError()`. */
export function findError(node: TSESTree.Node, sourceCode: SourceCode): TSESTree.Node | undefined {
  const expression = unwrap(node);
  if (isError(expression, sourceCode)) return expression;
  if (expression.type === 'MemberExpression') {
    const isText = texts.includes(propertyName(expression) ?? '');
    return isText && isError(unwrap(expression.object), sourceCode) ? expression.object : undefined;
  }
  if (expression.type !== 'CallExpression') return undefined;
  const callee = unwrap(expression.callee);
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' && propertyName(callee);
  const [argument] = expression.arguments;
  if (argument !== undefined && converters.includes(name || '')) return findError(argument, sourceCode);
  return callee.type === 'MemberExpression' ? findError(callee, sourceCode) : undefined;
}

/** Says whether an expression is an error itself: caught, handed to an error callback, constructed, or named like one. */
export function isError(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  if (node.type === 'NewExpression')
    return node.callee.type === 'Identifier' && /Error$/.test(node.callee.name);
  if (node.type !== 'Identifier') return false;
  const definition = findVariable(node, sourceCode)?.defs[0];
  switch (definition?.type) {
    case 'CatchClause':
      return true;
    case 'Parameter':
      return (isErrorName(node.name) && !isPrimitive(definition.name)) || isRejection(definition);
    case 'Variable':
      return isErrorVariable(definition, node.name, sourceCode);
    default:
      return false;
  }
}

function isErrorName(name: string): boolean {
  return /^(?:err|error|[a-z]\w*(?:Err|Error))$/.test(name);
}

function isErrorVariable(
  { node, name }: TSESLint.Scope.Definitions.VariableDefinition,
  spelling: string,
  sourceCode: SourceCode,
): boolean {
  const init = node.init && unwrap(node.init);
  if (init?.type === 'NewExpression') return isError(init, sourceCode);
  if (init?.type === 'Literal' || init?.type === 'TemplateLiteral' || init?.type === 'BinaryExpression')
    return false;
  if (isPrimitive(name)) return false;
  return isErrorName(spelling);
}

/** Says whether a declaration has a type that no error has. */
function isPrimitive(name: TSESTree.Node): boolean {
  const type = 'typeAnnotation' in name && name.typeAnnotation;
  const annotated = type && 'typeAnnotation' in type ? type.typeAnnotation?.type : undefined;
  return (
    annotated === 'TSStringKeyword' || annotated === 'TSNumberKeyword' || annotated === 'TSBooleanKeyword'
  );
}

/** Says whether a parameter is what `.catch`, the second callback of `.then`, or `.on('error')` receives. */
function isRejection({ node, name }: TSESLint.Scope.Definitions.ParameterDefinition): boolean {
  const call = node.parent;
  if (call?.type !== 'CallExpression' || node.params[0] !== name) return false;
  const method = call.callee.type === 'MemberExpression' ? propertyName(call.callee) : undefined;
  const [first, second] = call.arguments;
  if (method === 'catch') return first === node;
  if (method === 'then') return second === node;
  const event = first?.type === 'Literal' ? first.value : undefined;
  return (method === 'on' || method === 'once') && event === 'error' && second === node;
}
