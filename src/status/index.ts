export { bizCode, type BizCodeParts, isBizCode, parseBizCode } from './biz-code.js';
export { defineError, type DefinedError, type ErrorDeclaration } from './define-error.js';
export { type ErrorReply, parseErrorReply, renderErrorReply } from './http-reply.js';
export { findStatusError, fromFacts, originOf, parseError, readTrailers } from './parse-error.js';
export { newError, StatusError, type StatusErrorOptions } from './status-error.js';
export { detailsKey, StatusTrailers } from './status-trailers.js';
