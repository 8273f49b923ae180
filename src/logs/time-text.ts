/** Returns a function that renders the present: ISO 8601 in UTC with milliseconds, or unix seconds as an integer. */
export function createTimeText(form: 'iso' | 'seconds', now: () => number = Date.now): () => string {
  if (form === 'seconds') return () => String(Math.floor(now() / 1000));
  // Rendering a date costs more than the rest of the head, and a busy service writes many lines a millisecond.
  let last = Number.NaN;
  let text = '';
  return () => {
    const time = now();
    if (time !== last) {
      text = new Date(time).toISOString();
      last = time;
    }
    return text;
  };
}
