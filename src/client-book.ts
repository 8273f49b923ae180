/** An address that a name was resolved to, and how the connection to it is. */
export interface ResolvedAddress {
  readonly address: string;
  readonly state: string;
}

/** A channel of a client: what it was made for, how it is, and where it leads. */
export interface ChannelState {
  readonly target: string;
  readonly state: string;
  readonly addresses: readonly ResolvedAddress[];
}

/** What clients tell of their connections when somebody asks. */
export interface ClientBook {
  /** Notes who can tell of a client's channels; a second note for the same target replaces the first. */
  note(name: string, target: string, read: () => readonly ChannelState[]): void;
  /** Reads all channels, by the name of their client; one that cannot be read is left out. */
  read(): ReadonlyMap<string, readonly ChannelState[]>;
}

/** Notes that are kept: clients are configured, but a mistake in a loop must not fill the memory. */
const notesKept = 1000;

/** Creates an empty book. */
export function createClientBook(): ClientBook {
  const notes = new Map<string, { readonly name: string; readonly read: () => readonly ChannelState[] }>();
  return {
    note(name, target, read) {
      const key = JSON.stringify([name, target]);
      if (notes.size < notesKept || notes.has(key)) notes.set(key, { name, read });
    },
    read() {
      const channels = new Map<string, readonly ChannelState[]>();
      for (const { name, read } of notes.values()) {
        try {
          channels.set(name, [...(channels.get(name) ?? []), ...read()]);
        } catch {
          // Another library's books are its own; what it does not tell is not told.
        }
      }
      return channels;
    },
  };
}
