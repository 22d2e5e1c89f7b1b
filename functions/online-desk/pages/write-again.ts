import { html } from '../../../shared/mail/templates/html.ts';
import { problemSummary } from '../../web/problems.ts';
import type { Page } from '../../web/shell.ts';
import { deskWords } from '../words/words.ts';
import { addForm } from './follow-forms.ts';
import type { MessageForm } from './follow-view.ts';

/** The form of a message alone, with all that was typed, when its ticket cannot be read now: the store may be down. */
export function writeAgainPage(form: MessageForm): Page {
  const { language, link, problems = [] } = form;
  const { problem, follow, file } = deskWords(language);
  const main = html`<div class="stack wide">
${problemSummary(file.errors.heading, problems)}
<h1>${follow.message}</h1>
${addForm(form)}
</div>`;
  return {
    language,
    title: `${problem}: ${follow.message}`,
    main,
    path: `/desk/t/${link}`,
    scripts: ['counter.js', 'upload.js'],
  };
}
