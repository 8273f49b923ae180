/** Returns a function that shows one line of progress: in place on a terminal, a line every five seconds elsewhere. */
export function showProgress(first: string): (text?: string) => void {
  let lastLineAt = 0;
  const show = (text?: string): void => {
    if (process.stderr.isTTY) {
      process.stderr.write(`\r\u001b[K${text ?? ''}`);
    } else if (text !== undefined && performance.now() - lastLineAt > 5000) {
      lastLineAt = performance.now();
      process.stderr.write(`${text}\n`);
    }
  };
  show(first);
  return show;
}
