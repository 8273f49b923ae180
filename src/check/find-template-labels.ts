/** Finds the labels of the alert's own result that a Go template of an annotation or label prints, each once. */
export function findTemplateLabels(template: string): string[] {
  const actions = [...template.matchAll(/\{\{([^{}]{0,2000})\}\}/g)].map((match) => match[1] ?? '');
  // Within `range` and `with`, the dot is something else than the alert.
  const isPlain = !actions.some((action) => /^-?\s*(?:range|with)\b/.test(action));
  const found = actions.flatMap((action) => [
    ...matches(action, /\$labels\.(\w+)/g),
    ...matches(action, /\bindex\s+\$labels\s+"(\w+)"/g),
    ...(isPlain ? matches(action, /(?<![\w$)])\.Labels\.(\w+)/g) : []),
  ]);
  return [...new Set(found)];
}

function matches(text: string, expression: RegExp): string[] {
  return [...text.matchAll(expression)].map((match) => match[1] ?? '');
}
