import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { TSESTree } from '@typescript-eslint/utils';
import { readStaticValue, type StaticValue, unseen } from './static-value.js';

/** A parser as ESLint's `languageOptions` hold it. */
export interface Parser {
  parse?(code: string, options: object): unknown;
  parseForESLint?(code: string, options: object): { readonly ast: unknown };
}

/** Files that one module may import, directly and indirectly, until what it says counts as unseen. */
const maxDepth = 4;

/**
 * Reads what a module exports under a name, without running it: the module is parsed, its constants and the relative
 * imports it takes them from are followed, and everything else is `unseen`. JSON is read as it is.
 */
export function readExport(path: string, name: string, parser: Parser, depth = 0): StaticValue {
  if (depth > maxDepth) return unseen;
  if (path.endsWith('.json')) return readJson(path);
  const program = parseFile(path, parser);
  if (program === undefined) return unseen;
  const seen = new Set<string>();
  const lookup = (identifier: string): StaticValue => {
    if (seen.has(identifier)) return unseen;
    seen.add(identifier);
    const value = readName(program, identifier);
    seen.delete(identifier);
    return value;
  };
  const readName = ({ body }: TSESTree.Program, identifier: string): StaticValue => {
    for (const statement of body) {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declaration?.type === 'VariableDeclaration' && declaration.kind === 'const') {
        const found = declaration.declarations.find(({ id }) => isNamed(id, identifier));
        if (found?.init) return readStaticValue(found.init, lookup);
      }
      if (declaration?.type !== 'ImportDeclaration') continue;
      const imported = importedName(declaration, identifier);
      if (imported === undefined) continue;
      const file = resolveModule(String(declaration.source.value), dirname(path));
      return file === undefined ? unseen : readExport(file, imported, parser, depth + 1);
    }
    return unseen;
  };
  if (name !== 'default') return lookup(name);
  const node = findDefaultExport(program);
  return node === undefined ? unseen : readStaticValue(node, lookup);
}

function readJson(path: string): StaticValue {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StaticValue;
  } catch {
    return unseen;
  }
}

/** `export default …`, or `module.exports = …` of a CommonJS file. */
function findDefaultExport({ body }: TSESTree.Program): TSESTree.Node | undefined {
  for (const statement of body) {
    if (statement.type === 'ExportDefaultDeclaration') return statement.declaration;
    const expression = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (expression?.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') continue;
    const { object, property } = expression.left;
    if (isNamed(object, 'module') && isNamed(property, 'exports')) return expression.right;
  }
  return undefined;
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function importedName({ specifiers }: TSESTree.ImportDeclaration, identifier: string): string | undefined {
  const specifier = specifiers.find(({ local }) => local.name === identifier);
  if (specifier?.type === 'ImportDefaultSpecifier') return 'default';
  if (specifier?.type !== 'ImportSpecifier') return undefined;
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value;
}

/** TypeScript writes `./x.js` for the file `./x.ts`. */
function resolveModule(module: string, folder: string): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const path = resolve(folder, module);
  const candidates = [path, path.replace(/\.([mc]?)js$/, '.$1ts'), `${path}.ts`, `${path}.js`];
  return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
}

/** The parser of the file being linted, or else typescript-eslint's where the project has it. */
function parseFile(path: string, parser: Parser): TSESTree.Program | undefined {
  const code = readFileSync(path, 'utf8');
  return parseWith(parser, code, path) ?? parseWith(findTypeScriptParser(path), code, path);
}

function parseWith(parser: Parser | undefined, code: string, path: string): TSESTree.Program | undefined {
  const options = { ecmaVersion: 'latest', sourceType: 'module', filePath: path, range: true, loc: true };
  try {
    const ast = parser?.parseForESLint?.(code, options).ast ?? parser?.parse?.(code, options);
    return ast as TSESTree.Program | undefined;
  } catch {
    return undefined;
  }
}

function findTypeScriptParser(path: string): Parser | undefined {
  const load = createRequire(path);
  for (const name of ['@typescript-eslint/parser', 'typescript-eslint']) {
    try {
      const module = load(name) as Parser & { readonly parser?: Parser };
      return module.parser ?? module;
    } catch {
      continue;
    }
  }
  return undefined;
}
