import { ARITHMETIC, complement } from './arithmetic.js';
import type { BinaryOperator, NodeOf } from './ast.js';
import { formatText } from './format.js';
import type { Run } from './frame.js';
import { TailCall } from './function.js';
import { JsonnetError, toJsonnetError } from './jsonnet-error.js';
import { add, compareValues, equalValues, type OperatorSite } from './operate.js';
import type { Scope } from './scope.js';
import { isObject, typeName, type Value } from './values.js';

type Operate = (left: Value, right: Value, site: OperatorSite) => Value;

function placed(operate: Operate): Operate {
  return (left, right, site) => {
    try {
      return operate(left, right, site);
    } catch (caught) {
      throw toJsonnetError(caught).at(site.span);
    }
  };
}

function ofNumbers(operator: keyof typeof ARITHMETIC): Operate {
  const calculate = ARITHMETIC[operator];
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return calculate(left, right);
    const [a, b] = [typeName(left), typeName(right)];
    throw new JsonnetError(
      a === b
        ? `binary operator ${operator} does not operate on ${a}s.`
        : `binary operator ${operator} requires matching types, got ${a} and ${b}.`,
    );
  };
}

function ofOrder(operator: string, decide: (order: number) => boolean): Operate {
  return (left, right, { runtime }) => decide(compareValues(left, right, runtime, operator));
}

function hasField(left: Value, right: Value): boolean {
  if (typeof left !== 'string') {
    throw new JsonnetError(
      `the left hand side of the 'in' operator should be a string,  got ${typeName(left)}`,
    );
  }
  if (!isObject(right)) {
    throw new JsonnetError(
      `the right hand side of the 'in' operator should be an object,  got ${typeName(right)}`,
    );
  }
  return right.find(left) !== -1;
}

const modulo = ofNumbers('%');

const OPERATIONS: Readonly<Record<Exclude<BinaryOperator, '&&' | '||' | '+'>, Operate>> = {
  '*': placed(ofNumbers('*')),
  '/': placed(ofNumbers('/')),
  '%': placed((left, right, site) =>
    typeof left === 'string' ? formatText(left, right, site.runtime) : modulo(left, right, site),
  ),
  '-': placed(ofNumbers('-')),
  '<<': placed(ofNumbers('<<')),
  '>>': placed(ofNumbers('>>')),
  '&': placed(ofNumbers('&')),
  '^': placed(ofNumbers('^')),
  '|': placed(ofNumbers('|')),
  '<': placed(ofOrder('<', (order) => order < 0)),
  '<=': placed(ofOrder('<=', (order) => order <= 0)),
  '>': placed(ofOrder('>', (order) => order > 0)),
  '>=': placed(ofOrder('>=', (order) => order >= 0)),
  '==': placed((left, right, { runtime }) => equalValues(left, right, runtime)),
  '!=': placed((left, right, { runtime }) => !equalValues(left, right, runtime)),
  in: placed(hasField),
};

/** Compiles a binary operator. */
export function compileBinary(node: NodeOf<'binary'>, scope: Scope, isTail: boolean): Run<Value> {
  const { operator } = node;
  if (operator === '&&' || operator === '||') return compileLogic(node, scope, isTail);
  const left = scope.unit.compile(node.left, scope);
  const right = scope.unit.compile(node.right, scope);
  const site: OperatorSite = { runtime: scope.unit.runtime, span: scope.span(node) };
  if (operator === '+') return compileAdd(left, right, site);
  const operate = OPERATIONS[operator];
  return (frame) => operate(left(frame), right(frame), site);
}

function compileAdd(left: Run<Value>, right: Run<Value>, site: OperatorSite): Run<Value> {
  return (frame) => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'string' && typeof b === 'string' ? a + b : add(a, b, site);
  };
}

/** Compiles `&&` and `||`, whose right side runs only when it decides. */
function compileLogic(node: NodeOf<'binary'>, scope: Scope, isTail: boolean): Run<Value> {
  const { operator } = node;
  const left = scope.unit.compile(node.left, scope);
  const right = scope.unit.compile(node.right, scope, isTail);
  const span = scope.span(node);
  const decided = operator === '||';
  return (frame) => {
    const first = left(frame);
    if (first === decided) return decided;
    if (typeof first !== 'boolean') {
      throw new JsonnetError(`binary operator ${operator} does not operate on ${typeName(first)}s.`).at(span);
    }
    const second = right(frame);
    // In tail position the right side may be a call that is still to come; its type is not checked then.
    if (typeof second === 'boolean' || (second as unknown) instanceof TailCall) return second;
    const types = `got boolean and ${typeName(second)}.`;
    throw new JsonnetError(`binary operator ${operator} requires matching types, ${types}`).at(span);
  };
}

/** Compiles a unary operator. */
export function compileUnary(node: NodeOf<'unary'>, scope: Scope): Run<Value> {
  const { operator } = node;
  const operand = scope.unit.compile(node.operand, scope);
  const span = scope.span(node);
  return (frame) => {
    const value = operand(frame);
    if (operator === '!' && typeof value === 'boolean') return !value;
    if (operator !== '!' && typeof value === 'number')
      return operator === '-' ? -value : operator === '+' ? value : complement(value);
    throw new JsonnetError(`unary operator ${operator} does not operate on type ${typeName(value)}`).at(span);
  };
}
