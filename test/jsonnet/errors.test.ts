import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { evaluateJsonnet, JsonnetError, manifestJson, renderJsonnetError } from '../../src/jsonnet/index.js';

function catchError(source: string): JsonnetError {
  try {
    evaluateJsonnet({ source, fileName: 'f' });
  } catch (caught) {
    expect(caught).toBeInstanceOf(JsonnetError);
    return caught as JsonnetError;
  }
  throw new Error(`it did not fail: ${source}`);
}

describe('JsonnetError', () => {
  it.each([
    ['{a: 1}.b', 'RUNTIME ERROR: field does not exist: b\n\tf:1:1-9\t'],
    ['[1][5]', 'RUNTIME ERROR: array bounds error: 5 not within [0, 1)\n\tf:1:1-7\t'],
    ['"abc"[5]', 'RUNTIME ERROR: string bounds error: 5 not within [0, 3)\n\tf:1:1-9\t'],
    ['3[1]', 'RUNTIME ERROR: can only index objects, strings, and arrays, got number.\n\tf:1:1-5\t'],
    [
      '1 + []',
      'RUNTIME ERROR: binary operator + requires matching types, got number and array.\n\tf:1:1-7\t',
    ],
    ['{} < {}', 'RUNTIME ERROR: binary operator < does not operate on objects.\n\tf:1:1-8\t'],
    ['-"a"', 'RUNTIME ERROR: unary operator - does not operate on type string\n\tf:1:1-5\t'],
    ['1(2)', 'RUNTIME ERROR: only functions can be called, got number\n\tf:1:1-5\t'],
    ['1 / 0', 'RUNTIME ERROR: division by zero.\n\tf:1:1-6\t'],
    ['if 1 then 2', 'RUNTIME ERROR: condition must be boolean, got number.\n\tf:1:1-12\t'],
    ['assert false : "x"; 1', 'RUNTIME ERROR: x\n\tf:1:1-22\t'],
    ['(function(x) x)(y=1)', 'RUNTIME ERROR: function has no parameter y\n\tf:1:1-21\t'],
    ['std.extVar("x")', 'RUNTIME ERROR: undefined external variable: x\n\tf:1:1-16\t'],
    ['x', 'STATIC ERROR: f:1:1: Unknown variable: x'],
    ['{a: 1, a: 2}', 'STATIC ERROR: f:1:8: duplicate field: a'],
    ['[1,', 'STATIC ERROR: f:1:4: unexpected end of file.'],
    ['"abc', 'STATIC ERROR: f:1:1: unterminated string'],
    ['self', "STATIC ERROR: f:1:1-5: Can't use self outside of an object."],
    [
      'local f(x) = error "e";\nlocal g = f(1);\n{ a: g }',
      'RUNTIME ERROR: e\n\tf:1:14-23\tfunction <f>\n\tf:2:11-15\tthunk <g>\n\tf:3:6\tobject <anonymous>',
    ],
    [
      'local Named = { a: error "e" };\nNamed.a',
      'RUNTIME ERROR: e\n\tf:1:20-29\tobject <Named>\n\tf:2:1-8\t',
    ],
    ['[1, error "e"]', 'RUNTIME ERROR: e\n\tf:1:5-14\tthunk <array_element>'],
    ['{ f(x): x }', "RUNTIME ERROR: couldn't manifest function in JSON output.\n\tf:1:3\t"],
  ])('reports %s with its place', (source, expected) => {
    expect(renderJsonnetError(catchError(source))).toBe(expected);
  });

  it.each([
    ['local title = 1; titel', 'did you mean title?'],
    ['{ timezone: 1 }.timezoen', 'did you mean timezone?'],
    ['std.objectFeilds({})', 'did you mean objectFields?'],
    ['({ interval: 1 } + { a: super.intervall }).a', 'did you mean interval?'],
  ])('suggests the near name for %s', (source, hint) => {
    expect(catchError(source).message).toContain(hint);
  });

  it('gives frames with file, line, column and context', () => {
    expect(catchError('\n  local f() = error "e"; f()').frames).toEqual([
      { file: 'f', line: 2, column: 15, endLine: 2, endColumn: 24, context: 'function <f>' },
      { file: 'f', line: 2, column: 26, endLine: 2, endColumn: 29, context: '' },
    ]);
  });

  it('is all that foreign text can cause', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      'local ',
      'x',
      '=',
      ';',
      ':',
      '::',
      '+:',
      ',',
      '.',
      "'a'",
      '"',
      '1',
      '1.5e',
      'if ',
      ' then ',
      ' else ',
      'for ',
      ' in ',
      'function',
      'self',
      'super',
      '$',
      'error ',
      'assert ',
      'import ',
      '|||',
      '\n',
      '  ',
      'tailstrict',
      '@',
      '#',
      '//',
      '/*',
      '*/',
      '+',
      '-',
      '!',
      '~',
      '%',
      '&&',
      '<<',
      'std',
      '.length',
      'null',
      'é',
      '😀',
      '\\',
      '\u0000',
    );
    let evaluated = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (source) => {
          try {
            manifestJson(evaluateJsonnet({ source, limits: { maxSteps: 50_000 } }).value);
            evaluated += 1;
          } catch (caught) {
            expect(caught).toBeInstanceOf(JsonnetError);
            renderJsonnetError(caught as JsonnetError);
          }
        },
      ),
      { numRuns: 20_000 },
    );
    console.log(`jsonnet: 20000 random texts, ${evaluated} evaluated, the others ended in a JsonnetError`);
  });
});
