/** Returns a function that renders the present: ISO 8601 in UTC with milliseconds, or unix seconds as an integer. */
export function createTimeText(form: 'iso' | 'seconds', now: () => number = Date.now): () => string {
  if (form === 'seconds') return () => String(Math.floor(now() / 1000));
  // Rendering a date costs more than the rest of the head: within a second only the milliseconds change, and a busy
  // service writes many lines a millisecond.
  let last = Number.NaN;
  let text = '';
  let lastSecond = Number.NaN;
  let secondText = '';
  return () => {
    const time = now();
    if (time === last) return text;
    last = time;
    const second = Math.floor(time / 1000);
    if (second !== lastSecond) {
      secondText = new Date(second * 1000).toISOString().slice(0, -4);
      lastSecond = second;
    }
    text = `${secondText}${String(1000 + Math.floor(time) - second * 1000).slice(1)}Z`;
    return text;
  };
}
