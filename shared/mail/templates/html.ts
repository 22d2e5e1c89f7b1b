import { escapeHtml } from '../html/escape.ts';

/** Markup that may go into a page as it is. Only this module makes any: every other value is escaped on the way in. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What a template may hold. `false` and undefined leave nothing. */
type HtmlValue = string | number | Html | readonly Html[] | false | undefined;

/** A template whose values are escaped, so that a stranger's name or subject can never become markup. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const pieces = strings.map((string, index) => `${string}${markupOf(values[index])}`);
  return new Html(pieces.join(''));
}

/** Plain text as HTML that keeps its lines and its indents in every mail program. */
export function textToHtml(text: string): Html {
  const lines = text
    .split('\n')
    .map((line) => escapeHtml(line).replace(/^ +| {2,}/g, (run) => '&nbsp;'.repeat(run.length)));
  return new Html(lines.join('<br>\n'));
}

function markupOf(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map((part) => part.markup).join('');
  return escapeHtml(String(value));
}
