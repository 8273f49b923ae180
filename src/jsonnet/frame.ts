import type { JObject } from './object.js';
import type { Lazy } from './values.js';

/**
 * What the names of one function call, object or comprehension step are bound to while it runs: slot 0 is
 * the frame around it, the others were numbered at compile time. An object's frame keeps `self` and the
 * depth of its layer in slots 1 and 2.
 */
export interface Frame extends Array<Lazy | Frame | undefined> {}

/** Slot of an object's frame that holds `self`. */
export const SELF_SLOT = 1;

/** Slot of an object's frame that holds the index of the layer it belongs to; `super` starts below it. */
export const LAYER_SLOT = 2;

/** How many slots the frames of one scope have; it grows while the scope is compiled. */
export interface Layout {
  readonly depth: number;
  size: number;
}

/** A compiled expression. */
export type Run<Result> = (frame: Frame) => Result;

/** Returns a frame for the layout inside another frame. */
export function createFrame(layout: Layout, outer: Frame): Frame {
  const frame: Frame = new Array<Lazy | Frame | undefined>(layout.size);
  frame[0] = outer;
  return frame;
}

/** Returns the object that an object's frame calls `self`. */
export function selfOf(frame: Frame): JObject {
  return frame[SELF_SLOT] as JObject;
}
