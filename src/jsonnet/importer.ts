import { compileSource, type StdLibrary } from './compile.js';
import type { ImportedFile, Resolver } from './resolver.js';
import type { Runtime } from './runtime.js';
import { createSource, type Source } from './source.js';
import type { Thunk } from './thunk.js';
import type { Value } from './values.js';

/** Reads and evaluates files for one evaluation; each file is read once a way of importing. */
export interface Importer {
  /** Returns the file's value unevaluated. */
  readonly load: (path: string, from?: Source) => Thunk;
  readonly import: (path: string, from: Source) => Value;
  readonly importstr: (path: string, from: Source) => Value;
  readonly importbin: (path: string, from: Source) => Value;
}

function remember<Result>(make: (file: ImportedFile) => Result): (file: ImportedFile) => Result {
  const known = new Map<string, Result>();
  return (file) => {
    const old = known.get(file.id);
    if (old !== undefined) return old;
    const result = make(file);
    known.set(file.id, result);
    return result;
  };
}

function decode(content: ImportedFile['content']): string {
  return typeof content === 'string' ? content : new TextDecoder().decode(content);
}

/** Returns the importer of a runtime; its functions throw a JsonnetError when a file is missing or wrong. */
export function createImporter(runtime: Runtime, resolver: Resolver, std: StdLibrary): Importer {
  const evaluated = remember((file): Thunk => {
    return compileSource(createSource(file.id, file.fileName, decode(file.content)), runtime, std);
  });
  const texts = remember((file) => decode(file.content));
  const bytes = remember((file) => {
    const { content } = file;
    const octets = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    runtime.reserveArray(octets.length);
    return [...octets];
  });
  const load = (path: string, from?: Source): Thunk => evaluated(resolver.resolve({ path, from }));
  return {
    load,
    import: (path, from) => load(path, from).force(),
    importstr: (path, from) => texts(resolver.resolve({ path, from })),
    importbin: (path, from) => bytes(resolver.resolve({ path, from })),
  };
}
