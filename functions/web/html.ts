import { html, raw } from 'hono/html';

/** Markup that is safe to send: every value in it was escaped. */
export type Html = ReturnType<typeof html> extends infer H ? Awaited<H> : never;

/** What may stand in a template: text is escaped, markup is not, and what is missing or false is nothing. */
export type Part = Html | string | number | false | undefined | readonly Part[];

/** A tagged template: attributes in double quotes, values escaped. Templates of templates are never promises here. */
export function markup(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return html(strings, ...parts.map(shown)) as Html;
}

/** Markup of our own files (an icon), which nobody else wrote. The only place that trusts text. */
export function trusted(text: string): Html {
  return raw(text) as Html;
}

function shown(part: Part): unknown {
  if (part === false || part === undefined) return '';
  return Array.isArray(part) ? part.map(shown) : part;
}
