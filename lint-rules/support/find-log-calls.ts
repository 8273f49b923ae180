import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { classifyLogger, derivations, type LoggerKind } from './classify-logger.js';
import { findError } from './find-error.js';
import { findObject } from './find-property.js';
import { type Context, readProject } from './read-project.js';
import { findOperands, readStaticText } from './static-text.js';
import { propertyName, unwrap } from './unwrap.js';

/** A call that writes a log line. */
export interface LogCall {
  readonly node: TSESTree.CallExpression;
  /** What the logger is; what goes by a name only is what the settings say of such loggers. */
  readonly kind: 'pino' | 'tricord';
  /** Whether that is certain, and not only what the settings say. */
  readonly isCertain: boolean;
  /** What is certainly the message: the first string among the first two arguments, or the only argument. */
  readonly message?: TSESTree.Node;
  /** The arguments behind the message. */
  readonly rest: readonly TSESTree.Node[];
}

/** An object whose members become fields of log lines: of one line, or of every line of a child logger. */
export interface LogFields {
  readonly object: TSESTree.ObjectExpression;
  readonly kind: 'pino' | 'tricord';
  /** Whether the same line has a message besides these fields. */
  readonly hasMessage: boolean;
}

type SourceCode = Readonly<TSESLint.SourceCode>;

const logs = /\.(?:trace|debug|info|warn|error|fatal|panic|dpanic)\b/;
const logsOrChildren = /\.(?:trace|debug|info|warn|error|fatal|panic|dpanic|child|with)\b/;
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'panic', 'dpanic'];

/** Calls `visit` for every line written by a pino or Tricord logger, known by where it comes from or by its name. */
export function findLogCalls(context: Context, visit: (call: LogCall) => void): TSESLint.RuleListener {
  const { sourceCode } = context;
  if (!logs.test(sourceCode.text)) return {};
  return {
    CallExpression(node) {
      const callee = unwrap(node.callee);
      if (callee.type !== 'MemberExpression' || !levels.includes(propertyName(callee) ?? '')) return;
      const kind = findKind(callee.object, context);
      if (kind !== undefined)
        visit({ node, ...settle(kind, context), ...readArguments(node.arguments, sourceCode) });
    },
  };
}

/** Calls `visit` for every object literal that becomes fields: arguments of log calls, of `child` and of `with`. */
export function findLogFields(context: Context, visit: (fields: LogFields) => void): TSESLint.RuleListener {
  const { sourceCode } = context;
  if (!logsOrChildren.test(sourceCode.text)) return {};
  return {
    CallExpression(node) {
      const callee = unwrap(node.callee);
      const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
      if (callee.type !== 'MemberExpression' || method === undefined) return;
      const isLine = levels.includes(method);
      const isChild = method !== 'named' && derivations.includes(method);
      const kind = isLine || isChild ? findKind(callee.object, context) : undefined;
      if (kind === undefined) return;
      const settled = settle(kind, context).kind;
      const { message } = isLine ? readArguments(node.arguments, sourceCode) : {};
      for (const argument of isChild ? node.arguments.slice(0, 1) : node.arguments) {
        const object = argument.type === 'SpreadElement' ? undefined : findObject(argument, sourceCode);
        if (object === undefined) continue;
        visit({ object, kind: settled, hasMessage: message !== undefined });
        break;
      }
    },
  };
}

/** Logger → its kind: several rules ask for the same one. An entry lives as long as its tree. */
const kinds = new WeakMap<TSESTree.Node, { readonly kind: LoggerKind | undefined }>();

function findKind(logger: TSESTree.Node, context: Context): LoggerKind | undefined {
  const known = kinds.get(logger);
  if (known !== undefined) return known.kind;
  const kind = classifyLogger(logger, readProject(context), context.sourceCode);
  kinds.set(logger, { kind });
  return kind;
}

function settle(kind: LoggerKind, context: Context): Pick<LogCall, 'kind' | 'isCertain'> {
  if (kind !== 'named') return { kind, isCertain: true };
  return { kind: readProject(context).loggerKind, isCertain: false };
}

function readArguments(
  args: TSESTree.CallExpression['arguments'],
  sourceCode: SourceCode,
): Pick<LogCall, 'message' | 'rest'> {
  const [first, second] = args;
  if (first === undefined || first.type === 'SpreadElement') return { rest: [] };
  const isOnly = args.length === 1 && first.type !== 'ObjectExpression';
  if (isOnly || isText(first, sourceCode)) return { message: first, rest: args.slice(1) };
  const isSecond = second !== undefined && isText(second, sourceCode);
  return isSecond ? { message: second, rest: args.slice(2) } : { rest: [] };
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

/** Returns how many arguments the placeholders of a message take; undefined when its text cannot be seen. */
export function countPlaceholders(
  message: TSESTree.Node | undefined,
  sourceCode: SourceCode,
): number | undefined {
  const text = message && readStaticText(message, sourceCode)?.text;
  return (
    text?.match(/%[sdifjoOc%]/g)?.filter((placeholder) => placeholder !== '%%').length ??
    (text === undefined ? undefined : 0)
  );
}

/** Returns the arguments behind a message that none of its placeholders takes: pino drops them. */
export function findLeftovers({ message, rest }: LogCall, sourceCode: SourceCode): readonly TSESTree.Node[] {
  const taken = countPlaceholders(message, sourceCode);
  return taken === undefined ? [] : rest.slice(taken);
}

/** Says whether a node is an error or its text, which log-error-object judges. */
export function isErrorArgument(node: TSESTree.Node, sourceCode: SourceCode): boolean {
  return findError(node, sourceCode) !== undefined;
}
