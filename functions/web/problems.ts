import type { Language } from '../../shared/language.ts';
import { type Html, html } from '../../shared/mail/templates/html.ts';

/** One thing that is wrong with what somebody filled in: the field's name, and the mend in words, of `language` where that is not the page's. */
export type Problem = { field: string; message: string; language?: Language };

/**
 * What is wrong, before the form: a list of links to the fields, which has the focus as the page opens, also without a script (as
 * https://design-system.service.gov.uk/components/error-summary/ describes it).
 */
export function problemSummary(heading: string, problems: readonly Problem[]): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<div class="banner problem" role="alert" tabindex="-1" autofocus>
<h2>${heading}</h2>
<ul>${problems.map(({ field, message, language }) => html`<li><a href="#${field}"${inLanguage(language)}>${message}</a></li>`)}</ul>
</div>`;
}

/** What is wrong with one field, beside it. */
export function problemOf(problems: readonly Problem[], field: string): Problem | undefined {
  return problems.find((problem) => problem.field === field);
}

/** How a screen reader speaks what is not in the page's language. */
export function inLanguage(language: Language | undefined): Html | undefined {
  return language && html` lang="${language}"`;
}
