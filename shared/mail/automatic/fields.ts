/** Header fields, or those of a report, by lower-case name, each with its values in order of appearance. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** Files fields under their names, which come in any case. */
export function byName(list: readonly { name: string; value: string }[]): Fields {
  const fields = new Map<string, string[]>();
  for (const { name, value } of list) {
    const key = name.trim().toLowerCase();
    const values = fields.get(key);
    if (values) values.push(value.trim());
    else fields.set(key, [value.trim()]);
  }
  return fields;
}

/** The first value of a field. */
export function first(fields: Fields, name: string): string | undefined {
  return fields.get(name)?.[0];
}

/** The first of the named fields that the mail has, as `Name: value` cut to a length fit for showing. */
export function firstOf(fields: Fields, names: readonly string[]): string | undefined {
  const name = names.find((candidate) => fields.has(candidate));
  return name === undefined ? undefined : shown(name, first(fields, name) ?? '');
}

/** A field as a reason: `Auto-Submitted: auto-replied`. Both are a stranger's text, so they are cut short. */
export function shown(name: string, value: string): string {
  const title = name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
  return `${title}: ${value.replace(/\s+/g, ' ').slice(0, 60)}`.trim();
}

/** A media type in lower case, without parameters. */
export function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
