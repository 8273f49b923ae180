export { findCalls, type QueryCall } from './find-calls.js';
export { canCarry, findResultLabels, type ResultLabels, type SeriesLabels } from './find-result-labels.js';
export { findSelectors, type LabelMatcher, type Selector } from './find-selectors.js';
export { type ParsedQuery, parseQuery, type QueryError } from './parse-query.js';
