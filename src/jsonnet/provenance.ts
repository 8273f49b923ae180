import { findPosition, type SourcePosition, type Span } from './source.js';
import type { RecordOrigin } from './to-json.js';

/**
 * Where each value of the output comes from: JSON pointer (`/panels/0/title`) to the field or element that
 * made it. For a field that several `+` layers define, it is the topmost. Values that native functions made
 * out of nothing are missing; `findOrigin` then answers for what holds them.
 */
export type Provenance = ReadonlyMap<string, SourcePosition>;

/** Returns a provenance to fill, and the function that fills it. */
export function createProvenance(): { provenance: Provenance; record: RecordOrigin } {
  const provenance = new Map<string, SourcePosition>();
  const positions = new Map<Span, SourcePosition>();
  return {
    provenance,
    record(pointer, span) {
      if (!span) return;
      let position = positions.get(span);
      if (!position) {
        position = findPosition(span);
        positions.set(span, position);
      }
      provenance.set(pointer, position);
    },
  };
}

function parentOf(pointer: string): string | undefined {
  return pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/'));
}

/** Returns the position of a JSON pointer, or of the nearest value around it that has one. */
export function findOrigin(provenance: Provenance, pointer: string): SourcePosition | undefined {
  for (let at: string | undefined = pointer; at !== undefined; at = parentOf(at)) {
    const position = provenance.get(at);
    if (position) return position;
  }
  return undefined;
}

/**
 * Returns the positions from a JSON pointer outwards, so that a caller can pick the first in a file of its
 * own.
 */
export function listOrigins(provenance: Provenance, pointer: string): SourcePosition[] {
  const positions: SourcePosition[] = [];
  for (let at: string | undefined = pointer; at !== undefined; at = parentOf(at)) {
    const position = provenance.get(at);
    if (position) positions.push(position);
  }
  return positions;
}
