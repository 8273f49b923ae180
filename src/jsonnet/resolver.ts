/** What an import asks for; `from` is the importing file, absent for the entry of an evaluation. */
export interface ImportRequest {
  readonly path: string;
  readonly from: { readonly id: string; readonly fileName: string } | undefined;
}

/**
 * A file that an import found. Equal ids are the same file; `fileName` is what errors and `std.thisFile`
 * show.
 */
export interface ImportedFile {
  readonly id: string;
  readonly fileName: string;
  readonly content: Uint8Array | string;
}

/** Finds what imports ask for; `resolve` throws a JsonnetError when it cannot or may not. */
export interface Resolver {
  readonly resolve: (request: ImportRequest) => ImportedFile;
}
