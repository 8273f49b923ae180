import { findStringFaults } from './find-string-faults.js';
import { describeNode, endsInOperation, isFixedToRange, judgeModifier } from './judge-modifier.js';
import { judgeSelector } from './judge-selector.js';
import { isOpaque } from './opaque-name.js';
import type { ParsedQuery, QueryNode } from './parse-query.js';
import { aggregationParameters, signatures, type ValueType } from './signatures.js';
import type { TypeFault, TypeFaultKind } from './type-fault.js';

/** Levels of an expression that are followed. */
const depthLimit = 200;

/** What is known of a part of an expression; nothing of what a fault was found in. */
type Known = ValueType | 'unknown';

const typeNames: Readonly<Record<ValueType, string>> = {
  range: 'a range vector',
  scalar: 'a number',
  string: 'a string',
  vector: 'an instant vector',
};

const comparisons = ['Eql', 'Neq', 'Gtr', 'Gte', 'Lss', 'Lte'];
const setOperators = ['And', 'Or', 'Unless'];

/**
 * Finds what is wrong with an expression that follows the grammar: types, numbers of arguments, modifiers, matchers.
 * An opaque name may be of any type.
 */
export function findTypeFaults(query: ParsedQuery): TypeFault[] {
  const strings = findStringFaults(query);
  if (strings.length > 0) return strings;
  const checker = new TypeChecker(query.text);
  const root = query.tree.topNode.firstChild;
  if (root !== null) checker.typeOf(root);
  return checker.faults;
}

class TypeChecker {
  readonly faults: TypeFault[] = [];
  readonly #text: string;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  typeOf(node: QueryNode): Known {
    if (this.#depth >= depthLimit) return 'unknown';
    this.#depth += 1;
    const type = this.#judge(node);
    this.#depth -= 1;
    return type;
  }

  #judge(node: QueryNode): Known {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return 'scalar';
      case 'StringLiteral':
        return 'string';
      case 'VectorSelector':
        return this.#selector(node);
      case 'ParenExpr':
        return this.#inner(node);
      case 'UnaryExpr':
        return this.#unary(node);
      case 'BinaryExpr':
        return this.#binary(node);
      case 'AggregateExpr':
        return this.#aggregate(node);
      case 'FunctionCall':
        return this.#call(node);
      case 'MatrixSelector':
      case 'SubqueryExpr':
        return this.#range(node);
      default:
        return this.#modified(node);
    }
  }

  #inner(node: QueryNode): Known {
    const child = node.getChild('Expr');
    return child === null ? 'unknown' : this.typeOf(child);
  }

  #selector(node: QueryNode): Known {
    const name = this.#slice(node.getChild('Identifier'));
    if (isOpaque(name)) return 'unknown';
    this.faults.push(...judgeSelector(node, this.#text));
    return 'vector';
  }

  #unary(node: QueryNode): Known {
    const type = this.#inner(node);
    if (type === 'scalar' || type === 'vector' || type === 'unknown') return type;
    return this.#fault('unaryOperand', node, { got: typeNames[type] });
  }

  #binary(node: QueryNode): Known {
    const [left, right] = node.getChildren('Expr');
    if (left === undefined || right === undefined) return 'unknown';
    const types = [this.typeOf(left), this.typeOf(right)] as const;
    const operator = this.#text.slice(left.to, right.from).trim().split(/[\s(]/, 1)[0] ?? '';
    for (const [i, side] of [left, right].entries()) {
      const type = types[i];
      if (type === 'string' || type === 'range')
        return this.#fault('operandType', side, { operator, got: typeNames[type] });
    }
    const isComparison = comparisons.some((name) => node.getChild(name) !== null);
    const hasBool = node.getChild('BoolModifier') !== null;
    if (hasBool && !isComparison) this.#fault('boolWithoutComparison', node, { operator });
    const isScalar = types[0] === 'scalar' && types[1] === 'scalar';
    if (isComparison && !hasBool && isScalar) this.#fault('scalarComparison', node, { operator });
    this.#matching(node, types, operator);
    return types.includes('vector') ? 'vector' : isScalar ? 'scalar' : 'unknown';
  }

  #matching(node: QueryNode, types: readonly Known[], operator: string): void {
    const isSet = setOperators.some((name) => node.getChild(name) !== null);
    const clause = node.getChild('MatchingModifierClause');
    const grouping = clause?.getChild('GroupLeft') ?? clause?.getChild('GroupRight') ?? null;
    const [labels, included] = (clause?.getChildren('GroupingLabels') ?? []).map((list) =>
      this.#labels(list),
    );
    if (types.includes('scalar')) {
      if (isSet) this.#fault('setOfScalars', node, { operator });
      else if (clause !== null && (labels ?? []).length > 0)
        this.#fault('matchingOfScalars', clause, { operator });
      return;
    }
    if (isSet && grouping !== null) this.#fault('groupingOfSets', grouping, { operator });
    const both =
      clause?.getChild('On') == null ? undefined : labels?.find((label) => included?.includes(label));
    if (both !== undefined && clause !== null) this.#fault('onAndGroup', clause, { label: both });
  }

  #aggregate(node: QueryNode): Known {
    const name = this.#slice(node.getChild('AggregateOp')).toLowerCase();
    const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
    const parameter = Object.hasOwn(aggregationParameters, name) ? aggregationParameters[name] : undefined;
    const expected = parameter === undefined ? 1 : 2;
    if (args.length !== expected) {
      args.forEach((arg) => this.typeOf(arg));
      this.#fault('aggregationArguments', node, { name, expected, got: args.length });
    } else {
      const types: ValueType[] = parameter === undefined ? ['vector'] : [parameter, 'vector'];
      this.#arguments(name, args, types);
    }
    return 'vector';
  }

  #call(node: QueryNode): Known {
    const name = this.#slice(node.getChild('FunctionIdentifier'));
    const args = node.getChild('FunctionCallBody')?.getChildren('Expr') ?? [];
    const signature = signatures.get(name);
    if (signature === undefined) return 'unknown';
    const { args: types, optional, isVariadic, result } = signature;
    const least = types.length - optional;
    const data = { name, got: args.length };
    if (args.length < least) this.#fault('tooFewArguments', node, { ...data, expected: least });
    if (args.length > types.length && !isVariadic)
      this.#fault('tooManyArguments', node, { ...data, expected: types.length });
    this.#arguments(name, args, types);
    return result;
  }

  #arguments(name: string, args: readonly QueryNode[], types: readonly ValueType[]): void {
    for (const [i, arg] of args.entries()) {
      // The second argument of `info` is a selector of labels alone, which may be empty.
      if (name === 'info' && i === 1) continue;
      const type = this.typeOf(arg);
      const expected = types[i] ?? types.at(-1);
      if (type === 'unknown' || expected === undefined || type === expected) continue;
      this.#fault('argumentType', arg, { name, expected: typeNames[expected], got: typeNames[type] });
    }
  }

  /** The grammar hangs `[5m]` on all that stands before it, Prometheus on the last operand alone. */
  #range(node: QueryNode): Known {
    const child = node.getChild('Expr');
    const isSubquery = node.name === 'SubqueryExpr';
    const [length] = node.getChildren('DurationExpr');
    const duration = this.#slice(length ?? null);
    if (/^(?:0+(?:ms|[smhdwy])?)+$/.test(duration)) this.#fault('zeroRange', length ?? node, { duration });
    if (child === null) return 'range';
    const type = this.typeOf(child);
    if (endsInOperation(child)) {
      if (type !== 'unknown')
        this.#fault(isSubquery ? 'subqueryOperand' : 'rangeMisplaced', node, { got: 'an operation' });
      return 'unknown';
    }
    if (isSubquery && type !== 'vector' && type !== 'unknown')
      this.#fault('subqueryOperand', node, { got: typeNames[type] });
    if (!isSubquery && child.name !== 'VectorSelector' && !isFixedToRange(child))
      this.#fault('rangeMisplaced', node, { got: describeNode(child) });
    return 'range';
  }

  #modified(node: QueryNode): Known {
    const type = this.#inner(node);
    this.faults.push(...judgeModifier(node, this.#text));
    return type;
  }

  #labels(list: QueryNode): string[] {
    return [...list.getChildren('LabelName'), ...list.getChildren('QuotedLabelName')].map((label) =>
      this.#slice(label),
    );
  }

  #slice(node: QueryNode | null): string {
    return node === null ? '' : this.#text.slice(node.from, node.to);
  }

  #fault(fault: TypeFaultKind, { from, to }: QueryNode, data: TypeFault['data'] = {}): 'unknown' {
    this.faults.push({ fault, data, from, to });
    return 'unknown';
  }
}
