import type {} from 'vitest';
import { matchers, type TricordMatchers } from './matchers.js';

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-explicit-any
  interface Matchers<T = any> extends TricordMatchers {}
}

export { matchers };
