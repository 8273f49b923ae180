import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { findFieldSource } from './find-field-source.js';
import { findOrigin, isOwnModule, type Origin } from './find-origin.js';
import { findVariable } from './find-variable.js';
import { findVariableSource, type ValueSource } from './find-variable-source.js';
import type { Project } from './read-project.js';
import { propertyName, unwrap } from './unwrap.js';

/** What a logger certainly is; `named` goes by the name of one, and its making cannot be seen. */
export type LoggerKind = 'pino' | 'tricord' | 'named';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Methods that make one logger of another. */
export const derivations = ['child', 'named', 'with'];
/** What pino's and its plugins' exports are called on the way to a logger, whatever the program calls them. */
const pinoSteps = [
  'pino',
  ...derivations,
  '()',
  'Logger',
  'BaseLogger',
  'FastifyBaseLogger',
  'PinoLogger',
  'logger',
];
const pinoModules = ['pino', 'pino-http', 'nestjs-pino'];
/** Servers whose requests and replies carry a pino logger as `log`. */
const servers = ['fastify', 'express', 'koa', 'http', 'node:http', '@types/express'];
const maxSteps = 8;

/** Says what logger an expression is; undefined when it is none, or one of another library. */
export function classifyLogger(
  node: TSESTree.Node,
  project: Project,
  sourceCode: SourceCode,
): LoggerKind | undefined {
  const origin = findOrigin(node, sourceCode);
  if (origin !== undefined && !isOwnModule(origin.module)) return classifyOrigin(origin, project);
  return classifyName(node, { project, sourceCode, steps: 0 });
}

function classifyOrigin({ module, path }: Origin, project: Project): LoggerKind | undefined {
  const isMade = path.at(-1) === '()';
  if (pinoModules.includes(module)) {
    const isLogger = path.length > 0 && (isMade || path.at(-1) === 'logger' || module === 'pino');
    return isLogger && path.includes('()') && path.every((step) => pinoSteps.includes(step))
      ? 'pino'
      : undefined;
  }
  if (module === 'tricord') {
    const isTelemetry =
      ['createTelemetry', 'Telemetry'].includes(path[0] ?? '') && path.some((step) => /^logs?$/.test(step));
    return isTelemetry || path[0] === 'Logger' ? 'tricord' : undefined;
  }
  // A server may have been given any logger, so that the order of arguments is not certain.
  if (servers.includes(module)) return path.includes('log') ? 'named' : undefined;
  const isExported = path.length === 0 || project.loggers.includes(path.at(-1) ?? '');
  return project.loggerModules.includes(module) && (isMade || isExported) ? 'pino' : undefined;
}

interface Search {
  readonly project: Project;
  readonly sourceCode: SourceCode;
  readonly steps: number;
}

/** Goes by names: `log`, `request.log`, `logger.child({ … })`, and what the file calls these. */
function classifyName(node: TSESTree.Node, search: Search): LoggerKind | undefined {
  if (search.steps > maxSteps) return undefined;
  const expression = unwrap(node);
  if (expression.type === 'CallExpression') {
    const callee = unwrap(expression.callee);
    const isDerived = callee.type === 'MemberExpression' && derivations.includes(propertyName(callee) ?? '');
    return isDerived ? classifyName(callee.object, { ...search, steps: search.steps + 1 }) : undefined;
  }
  if (expression.type === 'MemberExpression') return classifyMember(expression, search);
  return expression.type === 'Identifier' ? classifyIdentifier(expression, search) : undefined;
}

function classifyMember(expression: TSESTree.MemberExpression, search: Search): LoggerKind | undefined {
  const name = propertyName(expression) ?? '';
  const owner = unwrap(expression.object);
  if (owner.type === 'ThisExpression') {
    const source = findFieldSource(expression, name);
    if (source?.value !== undefined && isNoLogger(source)) return undefined;
  }
  const isTelemetry = isCalledTelemetry(owner);
  if (isTelemetry && name === 'log') return 'tricord';
  const isOfLogs = owner.type === 'MemberExpression' && propertyName(owner) === 'logs';
  if (isOfLogs && isCalledTelemetry(unwrap(owner.object))) return 'tricord';
  return search.project.loggers.includes(name) ? 'named' : undefined;
}

function isCalledTelemetry(node: TSESTree.Node): boolean {
  const name =
    node.type === 'Identifier'
      ? node.name
      : node.type === 'MemberExpression'
        ? propertyName(node)
        : undefined;
  return name === 'telemetry';
}

function classifyIdentifier(node: TSESTree.Identifier, search: Search): LoggerKind | undefined {
  const { project, sourceCode } = search;
  const variable = findVariable(node, sourceCode);
  const origin = findOrigin(node, sourceCode);
  // `import { log as audit } from './log.js'`
  const imported = origin?.path.at(-1);
  const isNamed = project.loggers.includes(node.name) || project.loggers.includes(imported ?? '');
  const source = variable && findVariableSource(variable);
  if (source === undefined) return isNamed ? 'named' : undefined;
  if (isNoLogger(source)) return undefined;
  const inner =
    source.way.length === 0 && source.value
      ? classifyName(source.value, { ...search, steps: search.steps + 1 })
      : undefined;
  if (inner !== undefined) return inner;
  return isNamed || project.loggers.includes(source.way.at(-1) ?? '') ? 'named' : undefined;
}

/** Says whether a value is certainly something else, however it is called: the console, an object or function of the file. */
function isNoLogger({ value, way }: ValueSource): boolean {
  if (value === undefined || way.length > 0) return false;
  const made = unwrap(value);
  if (made.type === 'Identifier') return made.name === 'console';
  return [
    'ObjectExpression',
    'ArrowFunctionExpression',
    'FunctionExpression',
    'ClassExpression',
    'ArrayExpression',
  ].includes(made.type);
}
