export {
  evaluateJsonnet,
  type EvaluateOptions,
  type EvaluateResult,
  type ExternalValue,
} from './evaluate.js';
export { evaluateJsonnetInWorker, type WorkerLimits, type WorkerOptions } from './evaluate-in-worker.js';
export { createFileResolver, type FileResolver, type FileResolverOptions } from './file-resolver.js';
export type { Json } from './json.js';
export { JsonnetError, renderJsonnetError, type ErrorFrame, type JsonnetErrorKind } from './jsonnet-error.js';
export { manifestMulti, type MultiOutputOptions } from './multi-output.js';
export type { NativeFunction, NativeFunctions } from './native.js';
export { findOrigin, listOrigins, type Provenance } from './provenance.js';
export { manifestJson } from './render-json.js';
export { manifestYamlDoc, manifestYamlStream, type YamlStyle } from './render-yaml.js';
export type { ImportedFile, ImportRequest, Resolver } from './resolver.js';
export type { Limits } from './runtime.js';
export { renderPosition, type SourcePosition } from './source.js';
