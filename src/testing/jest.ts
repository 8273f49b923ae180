import { matchers, type TricordMatchers } from './matchers.js';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // The parameters have to be spelled as in @types/jest.
    // eslint-disable-next-line @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends TricordMatchers {}
  }
}

export { matchers };
