/** Offsets of a node in its file; `end` is exclusive. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** A binary operator as it is spelled; `in` tests for a field. */
export type BinaryOperator =
  | '*'
  | '/'
  | '%'
  | '+'
  | '-'
  | '<<'
  | '>>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '=='
  | '!='
  | '&'
  | '^'
  | '|'
  | '&&'
  | '||';

/** A unary operator as it is spelled. */
export type UnaryOperator = '!' | '~' | '+' | '-';

/** How visible a field is: `:` as inherited, `::` hidden, `:::` shown. */
export type Visibility = 'inherit' | 'hidden' | 'shown';

/** A function parameter and its default, if any. */
export interface Parameter extends Range {
  readonly name: string;
  readonly fallback: Node | undefined;
}

/** A name bound by `local`. */
export interface Binding extends Range {
  readonly name: string;
  readonly value: Node;
}

/** An argument of a call; `name` is set when it is passed by name. */
export interface Argument extends Range {
  readonly name: string | undefined;
  readonly value: Node;
}

/** A field of an object; a computed name is a node. */
export interface Field extends Range {
  readonly name: string | Node;
  readonly isAdditive: boolean;
  readonly visibility: Visibility;
  readonly value: Node;
}

/** A `for` or an `if` of a comprehension. */
export type Clause =
  | { readonly kind: 'for'; readonly name: string; readonly value: Node }
  | { readonly kind: 'if'; readonly condition: Node };

/** An assertion of an object. */
export interface Assertion extends Range {
  readonly condition: Node;
  readonly message: Node | undefined;
}

/**
 * What stands between the braces of an object literal; with clauses it is a comprehension of exactly one
 * field.
 */
export interface ObjectNode extends Range {
  readonly kind: 'object';
  /** The variable it is bound to, for traces. */
  readonly name?: string;
  readonly fields: readonly Field[];
  readonly locals: readonly Binding[];
  readonly assertions: readonly Assertion[];
  readonly clauses: readonly Clause[] | undefined;
}

/** The nodes by kind, without their ranges. */
export interface NodeShapes {
  literal: { readonly value: null | boolean | number | string };
  variable: { readonly name: string };
  self: object;
  dollar: object;
  super: { readonly key: Node };
  inSuper: { readonly key: Node };
  array: { readonly elements: readonly Node[] };
  arrayComprehension: { readonly body: Node; readonly clauses: readonly Clause[] };
  apply: { readonly target: Node; readonly arguments: readonly Argument[]; readonly isTailstrict: boolean };
  index: { readonly target: Node; readonly key: Node };
  slice: { readonly target: Node; readonly bounds: readonly (Node | undefined)[] };
  binary: { readonly operator: BinaryOperator; readonly left: Node; readonly right: Node };
  unary: { readonly operator: UnaryOperator; readonly operand: Node };
  if: { readonly condition: Node; readonly then: Node; readonly otherwise: Node | undefined };
  local: { readonly bindings: readonly Binding[]; readonly body: Node };
  function: { readonly name: string; readonly parameters: readonly Parameter[]; readonly body: Node };
  error: { readonly message: Node };
  assert: { readonly condition: Node; readonly message: Node | undefined; readonly body: Node };
  import: { readonly how: 'import' | 'importstr' | 'importbin'; readonly path: string };
}

/** The node of a kind. */
export type NodeOf<Kind extends keyof NodeShapes> = { readonly kind: Kind } & NodeShapes[Kind] & Range;

/** Any expression. */
export type Node = { [Kind in keyof NodeShapes]: NodeOf<Kind> }[keyof NodeShapes] | ObjectNode;
