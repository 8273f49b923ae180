import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findOrigin, type Origin } from './find-origin.js';
import { type ParsedSettings, parseSettings } from './parse-settings.js';
import { findOperands, readStaticText } from './static-text.js';
import { propertyName, unwrap } from './unwrap.js';

/** A call that writes a log line. */
export interface LogCall {
  readonly node: TSESTree.CallExpression;
  /** Whether the logger is certainly one of Tricord, which takes an error behind the message too. */
  readonly isTricord: boolean;
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
      const origin = findForeignOrigin(callee.object, sourceCode);
      const isLogger =
        origin === undefined ? isNamedLogger(callee.object, settings) : isKnownLogger(origin, settings);
      if (isLogger)
        visit({ node, isTricord: origin?.module === 'tricord', ...readArguments(node, sourceCode) });
    },
  };
}

/** Where a value comes from, when that is a package; modules of the project itself only pass loggers on. */
function findForeignOrigin(node: TSESTree.Node, sourceCode: SourceCode): Origin | undefined {
  const origin = findOrigin(node, sourceCode);
  return origin === undefined || isOwnModule(origin.module) ? undefined : origin;
}

/** Says whether an expression goes by the name of a logger: `log`, `request.log`, `logger.child({ … })`. */
function isNamedLogger(node: TSESTree.Node, settings: ParsedSettings): boolean {
  const expression = unwrap(node);
  if (expression.type === 'CallExpression') {
    const callee = unwrap(expression.callee);
    const isChild = callee.type === 'MemberExpression' && propertyName(callee) === 'child';
    return isChild && isNamedLogger(callee.object, settings);
  }
  if (expression.type === 'Identifier') return settings.loggers.includes(expression.name);
  return expression.type === 'MemberExpression' && settings.loggers.includes(propertyName(expression) ?? '');
}

function isKnownLogger({ module, path }: Origin, { loggerModules, loggers }: ParsedSettings): boolean {
  const isMade = path.at(-1) === '()';
  if (module === 'pino') return isMade && path.every((step) => ['pino', 'child', '()'].includes(step));
  if (module === 'tricord') return path[0] === 'createTelemetry' && path.some((step) => /^logs?$/.test(step));
  if (module === 'fastify') return path.includes('log');
  const isExported = path.length === 0 || loggers.includes(path.at(-1) ?? '');
  return loggerModules.includes(module) && (isMade || isExported);
}

/** Says whether a module is of the project itself: a path, or an alias of one, and no package. */
function isOwnModule(module: string): boolean {
  return /^(?:[./#~]|@\/)/.test(module);
}

function readArguments(
  node: TSESTree.CallExpression,
  sourceCode: SourceCode,
): Pick<LogCall, 'message' | 'rest'> {
  const [first, second] = node.arguments;
  if (first === undefined || first.type === 'SpreadElement') return { rest: [] };
  const isOnly = node.arguments.length === 1 && first.type !== 'ObjectExpression';
  if (isOnly || isText(first, sourceCode)) return { message: first, rest: node.arguments.slice(1) };
  const isSecond = second !== undefined && isText(second, sourceCode);
  return isSecond ? { message: second, rest: node.arguments.slice(2) } : { rest: [] };
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
