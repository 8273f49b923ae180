import { DEFAULT_SCALAR_STYLE_RULES, dump, SCALAR_STYLE, type ScalarLayout } from 'js-yaml';

/** Text that no reader of YAML, old or new, takes for anything but itself. */
const plainText = /^(?:[A-Za-z_/](?:[\w.,;/() -]*[\w./)])?|\d{1,6}(?:ms|[smhdwy]))$/;
/** Words that YAML 1.1, which kubectl reads, takes for a boolean or null; as values and as keys. */
const reservedWord = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
/** Printable ASCII and what every reader passes on as it is. */
const printableLine = /^[\x20-\x7e\xa1-\ud7ff]*$/;

/** Renders JSON data as YAML that means the same under YAML 1.1 and 1.2: no anchors, no folding, keys in their order. */
export function renderYaml(value: unknown, comment?: string): string {
  const head = comment === undefined ? '' : `# ${comment}\n`;
  return (
    head +
    dump(value, {
      noRefs: true,
      lineWidth: -1,
      scalarStyleRules: [quoteWhatIsNotPlain, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)],
    })
  );
}

function quoteWhatIsNotPlain(layout: ScalarLayout): void {
  const { node, isKey, presenterOptions } = layout;
  if (node.tag !== presenterOptions.schema.defaultScalarTag.tagName) return;
  const text = node.value;
  if (plainText.test(text) && !reservedWord.test(text)) return;
  const lines = text.split('\n');
  if (!lines.every((line) => printableLine.test(line))) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
  else if (lines.length === 1) layout.style = SCALAR_STYLE.SINGLE_QUOTED;
  // Of texts with several lines only tidy ones are readable as a block.
  else if (isKey || !lines.every((line) => line === line.trimEnd()) || /^\s|^$/.test(text)) {
    layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
  }
}
