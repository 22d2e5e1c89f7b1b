import { cleanLine } from '../clean.ts';

/** The id of a part without its angle brackets; undefined for none. */
export function contentId(field: string | undefined): string | undefined {
  return cleanLine((field ?? '').replace(/^[\s<]+|[\s>]+$/g, ''), 300) || undefined;
}

/** The ids behind the `cid:` links of an HTML text (RFC 2392). Mail programs give a Content-ID to plain files too. */
export function shownContentIds(html: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, id = ''] of html.matchAll(/\bcid:([^"'\s<>)]{1,300})/gi)) {
    ids.add(id).add(unescapePercent(id));
  }
  return ids;
}

/** An id that a link names escaped, as the part has it (RFC 2392). */
export function unescapePercent(id: string): string {
  return id.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
