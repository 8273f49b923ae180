/** Replaces `$name`, `${name}` and `$$` as Go does: the longest name counts, and one that is not there is empty. */
export function expandTemplate(template: string, group: (name: string) => string): string {
  return template.replace(
    /\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (_, dollar: string | undefined, braced: string | undefined, bare: string | undefined) =>
      dollar ?? group(braced ?? bare ?? ''),
  );
}
