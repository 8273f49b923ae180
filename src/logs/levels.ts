import { logLevels } from '../log-dialects.js';

/** The levels of a logger; zap's names and meaning. */
export type Level = (typeof logLevels)[number];

/** Every level, quietest last. */
export const levels: readonly Level[] = logLevels;

/** pino's numbers for zap's levels; the two that pino lacks lie between `error` and `fatal`. */
export const levelNumbers = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  dpanic: 53,
  panic: 56,
  fatal: 60,
} as const;

/**
 * Returns the level that a line of this number is printed with.
 * zap has no `trace`, so a framework's `log.trace` is printed as `debug`; a custom number takes the level below it.
 */
export function levelOf(number: number): Level {
  if (number >= levelNumbers.fatal) return 'fatal';
  if (number >= levelNumbers.panic) return 'panic';
  if (number >= levelNumbers.dpanic) return 'dpanic';
  if (number >= levelNumbers.error) return 'error';
  if (number >= levelNumbers.warn) return 'warn';
  return number >= levelNumbers.info ? 'info' : 'debug';
}

/** Number → place of its level in `levels`, for the numbers that loggers use. */
const places = Uint8Array.from({ length: levelNumbers.fatal + 1 }, (_, number) =>
  levels.indexOf(levelOf(number)),
);

/** Returns the place in `levels` of the level that a line of this number is printed with. */
export function placeOf(number: number): number {
  return places[number] ?? levels.indexOf(levelOf(number));
}
