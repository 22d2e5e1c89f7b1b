import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { picturesOfForms } from './forms/pictures.ts';
import { picturesOfMails } from './mails/pictures.ts';
import { nameOf, STATES, viewsOf } from './states/views.ts';
import { openWindow } from './support/window.ts';

/**
 * `npm run pictures`: writes `docs/pages/`, the pages as they look now, `docs/forms/`, the tickets that forms make, and `docs/mails/`, the mails of the
 * examples.
 */

const FOLDER = fileURLToPath(new URL('../../docs/pages/', import.meta.url));

/** Of a long page the beginning, in px. */
const LONGEST = 1_800;

/** What is shown of each: both languages, widths and colours, and no more than one looks at. */
const SHOWN: readonly [string, string][] = [
  ['home-open en 1280 light', 'What is promised, whether somebody is there now, and the ways to reach the desk.'],
  ['home-open it 360 dark', 'The same on a telephone.'],
  ['form-empty it 1280 light', 'Asking: each priority with its meaning, and by when an answer would come.'],
  [
    'form-urgent-when-closed en 360 light',
    'A critical request on a Sunday: what that means is said before it is sent.',
  ],
  ['form-errors en 1280 dark', 'What is wrong stands first, and beside each field.'],
  ['form-errors it 360 light', 'The same on a telephone.'],
  ['sent en 1280 light', 'The request has arrived.'],
  ['sent it 360 dark', 'The same on a telephone.'],
  ['follow-waiting en 1280 light', 'By when the answer comes, and why then: a weekend and a holiday do not count.'],
  ['follow-waiting it 360 light', 'The same on a telephone.'],
  ['follow-late en 360 light', 'A promise that was missed, on Premium: said plainly, with the number to call.'],
  ['follow-late it 1280 dark', 'The same on a desk.'],
  ['follow-answered en 1280 light', 'The answer, with its file.'],
  ['follow-answered it 360 dark', 'The same on a telephone.'],
  ['closed-solved en 360 light', 'Closed by the customer: what writing now does.'],
  ['company it 1280 light', 'All requests of a company, and whether each promise was kept.'],
  ['console-queue en 1280 light', 'The console: who waits, by deadline.'],
  ['console-queue it 360 dark', 'The same on a telephone.'],
  ['console-ticket-waiting en 1280 light', 'A ticket: what was said, to whom an answer goes, by when and why.'],
  ['console-ticket-waiting it 360 dark', 'The same on a telephone.'],
  ['console-ticket-unproved en 1280 light', 'Nobody has proved who this is; somebody from outside wrote, too.'],
  ['console-ticket-answered en 1280 dark', 'Answered in time, with a note of the team.'],
  ['console-ticket-overtaken it 1280 light', 'A colleague was quicker: nothing was sent, and the text is kept.'],
  ['console-new en 1280 light', 'A call becomes a ticket.'],
  ['console-quarantine en 1280 light', 'What became no ticket, why, and the way out.'],
  ['console-replies en 1280 light', 'What is written again and again, once: each as a customer would read it.'],
  ['console-ticket-colleague en 1280 light', 'A colleague is writing: it is said before the answer is sent.'],
  ['console-lead en 1280 light', 'How the team stands, and the desk itself, for who leads.'],
  ['console-report en 1280 light', 'What became of the promises of a month, for who leads.'],
  ['console-report-sheet it 1280 light', 'A customer’s own report, to be printed or sent.'],
  ['console-me en 360 light', 'How an agent likes the pages, and the keys.'],
];

const views = new Map(STATES.flatMap(viewsOf).map((view) => [nameOf(view), view]));
const chosen = SHOWN.map(([name, words]) => {
  const view = views.get(name);
  if (!view) throw new Error(`there is no view ${name}`);
  return { view, words, file: `${name.replaceAll(' ', '-')}.png` };
});

mkdirSync(FOLDER, { recursive: true });
for (const name of readdirSync(FOLDER)) rmSync(join(FOLDER, name));
const window = await openWindow();
try {
  for (const { view, file } of chosen) {
    const { page } = await window.open(view);
    const height = Math.min(LONGEST, await page.evaluate<number>('document.documentElement.scrollHeight'));
    const clip = { x: 0, y: 0, width: view.width, height };
    await page.screenshot({ path: join(FOLDER, file), fullPage: true, clip, animations: 'disabled' });
  }
} finally {
  await window.close();
}

const lines = chosen.map(({ view, words, file }) => `## ${nameOf(view)}\n\n${words}\n\n![${words}](${file})\n`);
const intro = `# The pages of the online desk and the console

As a browser shows them; made by \`npm run pictures\` of the states in \`test/pages/states/\`, each named by its language, width and colours.
`;
writeFileSync(join(FOLDER, 'README.md'), [intro, ...lines].join('\n'));

await picturesOfForms(fileURLToPath(new URL('../../docs/forms/', import.meta.url)));
await picturesOfMails(fileURLToPath(new URL('../../docs/mails/', import.meta.url)));
