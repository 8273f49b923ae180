/** Returns a statement that begins with Ego's comment, by which the database's own logs name the trace. */
export function withTraceComment(text: string, traceId: string): string {
  return traceId === '' ? text : `/* tid=${traceId} */ ${text}`;
}
