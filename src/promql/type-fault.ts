/** What can be wrong with an expression that follows the grammar. */
export type TypeFaultKind =
  | 'aggregationArguments'
  | 'argumentType'
  | 'badEscape'
  | 'badRegex'
  | 'boolWithoutComparison'
  | 'emptySelector'
  | 'endlessTime'
  | 'groupingOfSets'
  | 'matchingOfScalars'
  | 'modifierMisplaced'
  | 'modifierRepeated'
  | 'nameTwice'
  | 'onAndGroup'
  | 'operandType'
  | 'rangeMisplaced'
  | 'scalarComparison'
  | 'setOfScalars'
  | 'subqueryOperand'
  | 'tooFewArguments'
  | 'tooManyArguments'
  | 'unaryOperand'
  | 'zeroRange';

/** A fault of types, with what its sentence needs and where it stands in the expression. */
export interface TypeFault {
  readonly fault: TypeFaultKind;
  readonly data?: Readonly<Record<string, string | number>>;
  readonly from: number;
  readonly to: number;
}
