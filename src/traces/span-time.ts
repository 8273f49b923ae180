import type { HrTime, TimeInput } from '@opentelemetry/api';
import type { WallClock } from './wall-clock.js';

/** Seconds since 1970 that still fit 64 bits of nanoseconds. */
const maxSeconds = 2 ** 34;

/** Returns milliseconds since 1970 as seconds and nanoseconds. */
export function toHrTime(epochMs: number): HrTime {
  const seconds = Math.floor(epochMs / 1000);
  const nanos = Math.round((epochMs - seconds * 1000) * 1e6);
  return nanos >= 1e9 ? [seconds + 1, nanos - 1e9] : [seconds, nanos];
}

/**
 * Reads a time as OTel's API takes it: milliseconds since 1970 or of `performance.now()`, a Date, or seconds and
 * nanoseconds. Returns undefined for what no collector would take.
 */
export function readTime(input: unknown, clock: WallClock): HrTime | undefined {
  try {
    const time = toTime(input, clock);
    return time !== undefined && isUsableTime(time) ? time : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a time can be sent. */
export function isUsableTime(time: HrTime): boolean {
  const [seconds, nanos] = time;
  return seconds >= 0 && seconds < maxSeconds && nanos >= 0 && nanos <= 1e9;
}

/** Whether the second argument of `addEvent` is a time. */
export function isTimeInput(input: unknown): input is TimeInput {
  return typeof input === 'number' || input instanceof Date || isHrTime(input);
}

/** Returns the later of two times. */
export function latest(one: HrTime, other: HrTime): HrTime {
  return (other[0] - one[0] || other[1] - one[1]) > 0 ? other : one;
}

/** Returns the time between two, never less than nothing. */
export function durationBetween([startSeconds, startNanos]: HrTime, [endSeconds, endNanos]: HrTime): HrTime {
  const nanos = endNanos - startNanos;
  const duration: HrTime =
    nanos < 0 ? [endSeconds - startSeconds - 1, nanos + 1e9] : [endSeconds - startSeconds, nanos];
  return duration[0] < 0 ? [0, 0] : duration;
}

function toTime(input: unknown, clock: WallClock): HrTime | undefined {
  if (typeof input === 'number') return toHrTime(input <= performance.now() ? clock.epochMs(input) : input);
  if (input instanceof Date) return toHrTime(input.getTime());
  return isHrTime(input) ? [Math.trunc(input[0]), Math.trunc(input[1])] : undefined;
}

function isHrTime(input: unknown): input is HrTime {
  return Array.isArray(input) && input.length === 2 && input.every((part) => typeof part === 'number');
}
