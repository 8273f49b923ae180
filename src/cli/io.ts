/** Where a command writes. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** All a command knows of its surroundings, so that it can be run within a test. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly cwd: string;
  /** The day of the run, which waivers are compared with; that of the clock by default. */
  readonly today?: Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Resolves when somebody asks the program to stop; asked only by what runs until then. */
  untilStopped?(): Promise<void>;
}

/** 0 fine, 1 problems found, 2 wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2;

/** Whether text for an output may be coloured: on a terminal, unless NO_COLOR is set. */
export function usesColour({ isTTY }: Output, env: Io['env']): boolean {
  return isTTY === true && (env['NO_COLOR'] ?? '') === '';
}
