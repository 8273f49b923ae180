/** Returns a text with the table between its markers `<!-- name: start -->` and `<!-- name: end -->` replaced. */
export function replaceTable(text, name, rows) {
  const width = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(width[column])).join(' | ')} |`;
  const [head, ...body] = rows;
  const table = [line(head), line(width.map((n) => '-'.repeat(n))), ...body.map(line)].join('\n');
  return text.replace(between(name), (_, start, _old, end) => `${start}\n${table}\n\n${end}`);
}

/** Reads that table: rows of cells, the heading first. */
export function readTable(text, name) {
  const [, , table = ''] = between(name).exec(text) ?? [];
  const lines = table.split('\n').filter((line) => line.startsWith('|') && !/^\|[ -]*-{3}/.test(line));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function between(name) {
  return new RegExp(`(<!-- ${name}: start -->\n)([\\s\\S]*?)(<!-- ${name}: end -->)`);
}
