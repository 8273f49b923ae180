import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findOrigin, type Origin } from './find-origin.js';
import { type ParsedSettings, parseSettings } from './parse-settings.js';
import { findOperands, readStaticText } from './static-text.js';
import { propertyName, unwrap } from './unwrap.js';

/** A call that writes a log line. */
export interface LogCall {
  readonly node: TSESTree.CallExpression;
  /** What is certainly the message: the first string among the first two arguments, or the only argument. */
  readonly message?: TSESTree.Node;
  /** The arguments behind the message. */
  readonly rest: readonly TSESTree.Node[];
}

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;
type SourceCode = Readonly<TSESLint.SourceCode>;

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'panic', 'dpanic'];

/** Calls `visit` for every line written by a pino or Tricord logger, known by where it comes from or by its name. */
export function findLogCalls(context: Context, visit: (call: LogCall) => void): TSESLint.RuleListener {
  const settings = parseSettings(context.settings);
  const { sourceCode } = context;
  return {
    CallExpression(node) {
      const callee = unwrap(node.callee);
      if (callee.type !== 'MemberExpression' || !levels.includes(propertyName(callee) ?? '')) return;
      if (isLogger(callee.object, settings, sourceCode)) visit(describeCall(node, sourceCode));
    },
  };
}

function isLogger(node: TSESTree.Node, settings: ParsedSettings, sourceCode: SourceCode): boolean {
  const expression = unwrap(node);
  const origin = findOrigin(expression, sourceCode);
  if (origin !== undefined && !isOwnModule(origin.module)) return isKnownLogger(origin, settings);
  const name =
    expression.type === 'Identifier'
      ? expression.name
      : expression.type === 'MemberExpression'
        ? propertyName(expression)
        : undefined;
  // `logger.child({ … }).info('…')`
  const child = expression.type === 'CallExpression' ? unwrap(expression.callee) : undefined;
  if (child?.type === 'MemberExpression' && propertyName(child) === 'child')
    return isLogger(child.object, settings, sourceCode);
  return name !== undefined && settings.loggers.includes(name);
}

function isKnownLogger({ module, path }: Origin, { loggerModules, loggers }: ParsedSettings): boolean {
  const isMade = path.at(-1) === '()';
  if (module === 'pino') return isMade && path.every((step) => ['pino', 'child', '()'].includes(step));
  if (module === 'tricord') return path[0] === 'createTelemetry' && path.some((step) => /^logs?$/.test(step));
  if (module === 'fastify') return path.at(-1) === 'log';
  return (
    loggerModules.includes(module) && (isMade || path.length === 0 || loggers.includes(path.at(-1) ?? ''))
  );
}

/** Says whether a module is of the project itself: a path, or an alias of one, and no package. */
function isOwnModule(module: string): boolean {
  return /^(?:[./#~]|@\/)/.test(module);
}

function describeCall(node: TSESTree.CallExpression, sourceCode: SourceCode): LogCall {
  const [first, second] = node.arguments;
  if (first === undefined || first.type === 'SpreadElement') return { node, rest: [] };
  const isOnly = node.arguments.length === 1 && first.type !== 'ObjectExpression';
  if (isOnly || isText(first, sourceCode)) return { node, message: first, rest: node.arguments.slice(1) };
  if (second !== undefined && isText(second, sourceCode))
    return { node, message: second, rest: node.arguments.slice(2) };
  return { node, rest: [] };
}

function isText(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  const expression = unwrap(node);
  if (expression.type === 'TemplateLiteral') return true;
  if (expression.type === 'BinaryExpression')
    return findOperands(expression).some((operand) => isText(operand, sourceCode));
  return readStaticText(expression, sourceCode) !== undefined;
}

/** Returns the expressions that are put into a message: those of a template, the operands of a concatenation. */
export function findInterpolations(message: TSESTree.Node): TSESTree.Node[] {
  const expression = unwrap(message);
  if (expression.type === 'TemplateLiteral') return expression.expressions;
  return expression.type === 'BinaryExpression' ? findOperands(expression) : [];
}
