import { describe, expect, it } from 'vitest';
import { evaluateJsonnet, JsonnetError, type Limits } from '../../src/jsonnet/index.js';

function catchError(source: string, limits: Limits = {}): JsonnetError {
  try {
    evaluateJsonnet({ source, limits });
  } catch (caught) {
    expect(caught).toBeInstanceOf(JsonnetError);
    return caught as JsonnetError;
  }
  throw new Error('it did not fail');
}

const deep = (open: string, middle: string, close: string): string =>
  open.repeat(100_000) + middle + close.repeat(100_000);

describe('evaluateJsonnet with limits', () => {
  it.each([
    ['a function that calls itself for ever', 'local f(x) = 1 + f(x); f(1)'],
    ['a variable that is itself', 'local x = x; x'],
    ['two variables that are each other', 'local a = b, b = a; a'],
    ['a field that is itself', '{ a: self.a }.a'],
    ['an object inside itself', 'local o = { o: o }; o'],
    ['an array inside itself', 'local a = [a]; a'],
    ['an array compared with itself, inside itself', 'local a = [a], b = [b]; a == b'],
    ['a default that needs itself', '(function(x=x) x)()'],
    ['a string of itself', 'local o = { a: "" + self }; o.a'],
  ])('stops %s by depth', (_, source) => {
    expect(catchError(source).message).toBe('max stack frames exceeded.');
  });

  it.each([
    ['a tail call for ever', 'local f(x) = f(x + 1) tailstrict; f(1)'],
    ['a fold that doubles', 'std.foldl(function(a, b) a + a, std.range(1, 100), [1])'],
    [
      'nested comprehensions',
      'std.length([1 for a in std.range(1, 9999) for b in std.range(1, 9999) for c in [1, 2, 3] if false])',
    ],
    ['a range too long', 'std.range(1, 3e8)'],
    ['an array too long', 'std.makeArray(1e12, function(i) i)'],
    ['a repetition too long', 'std.repeat([1, 2], 1e9)'],
    ['a string too long', "std.foldl(function(a, b) a + a, std.range(1, 60), 'x')"],
    ['a string repeated too often', "std.length(std.repeat('abc', 1e10))"],
    ['a width too large', "'%999999999999d' % 1"],
    [
      'aliases of YAML that explode',
      `std.parseYaml(${JSON.stringify(Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i ? `*a${i - 1}, *a${i - 1}` : '1'}]`).join('\n'))})`,
    ],
  ])('stops %s', (_, source) => {
    expect(catchError(source, { maxSteps: 3_000_000, timeoutMs: 10_000 }).kind).toBe('limit');
  });

  it('stops at the time limit', () => {
    const error = catchError('local f(x) = f(x + 1) tailstrict; f(1)', { timeoutMs: 50 });
    expect(error.message).toContain('time limit reached');
  });

  it.each([
    ['arrays', deep('[', '1', ']')],
    ['parentheses', deep('(', '1', ')')],
    ['objects', deep('{a:', '1', '}')],
    ['negations', deep('!', 'true', '')],
    ['functions', deep('function(x) ', '1', '')],
    ['conditions', deep('if true then ', '1', '')],
    ['sums', deep('1+', '1', '')],
    ['calls', deep('f(', '1', ')')],
    ['text that opens only', '['.repeat(300_000)],
  ])('survives %s nested 100,000 deep', (_, source) => {
    expect(catchError(source)).toBeInstanceOf(JsonnetError);
  });

  it('allows 400 nested calls and a tail call of 100,000 steps', () => {
    expect(evaluateJsonnet({ source: 'local f(x) = if x == 0 then 0 else 1 + f(x - 1); f(400)' }).value).toBe(
      400,
    );
    const loop = 'local f(x, sum) = if x == 0 then sum else f(x - 1, sum + x) tailstrict; f(100000, 0)';
    expect(evaluateJsonnet({ source: loop }).value).toBe(5_000_050_000);
  });

  it('obeys a depth of its own', () => {
    const source = 'local f(x) = if x == 0 then 0 else 1 + f(x - 1); f(40)';
    expect(catchError(source, { maxStack: 30 }).message).toBe('max stack frames exceeded.');
    expect(evaluateJsonnet({ source, limits: { maxStack: 130 } }).value).toBe(40);
  });
});
