import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { EXAMPLES } from '../../shared/mail/templates/examples.ts';
import { startBrowser } from '../support/browser.ts';

/** A telephone and a window, side by side, in px. */
const WIDTHS = [390, 680];
const GAP = 20;
const LOOKS = ['light', 'dark'] as const;

/** Those that the README shows, in the window alone. */
const ALONE = ['acknowledgement-it', 'agent-notice'];

const INTRO = `# The desk's mails

Each at 390 and 680 pixels, in light and in dark; made by \`npm run pictures\` of the examples in \`test/shared/mail/templates/examples.ts\`
(\`npm run mails FOLDER\` writes them as HTML).
`;

/** As tall as what they show. */
const FIT = `for (const frame of document.querySelectorAll('iframe'))
  frame.style.height = frame.contentDocument.documentElement.scrollHeight + 'px';`;

/** Writes a picture of each example of a mail, in light and in dark, and a page that shows them, into a folder that has nothing else. */
export async function picturesOfMails(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    for (const [name, { html }] of Object.entries(EXAMPLES)) {
      for (const look of LOOKS)
        await shoot(page, html, { widths: WIDTHS, look, path: join(folder, fileOf(name, look)) });
    }
    for (const name of ALONE) {
      const html = EXAMPLES[name]?.html ?? '';
      await shoot(page, html, { widths: WIDTHS.slice(-1), look: 'light', path: join(folder, `${name}.png`) });
    }
  } finally {
    await browser.close();
  }
  const sections = Object.keys(EXAMPLES)
    .sort()
    .map((name) => {
      const shown = LOOKS.map((look) => `![${name}, ${look}](${fileOf(name, look)})`);
      return `## ${name.replaceAll('-', ' ')}\n\n${shown.join('\n')}\n`;
    });
  writeFileSync(join(folder, 'README.md'), [INTRO, ...sections].join('\n'));
}

const fileOf = (name: string, look: (typeof LOOKS)[number]) => `${name}-${WIDTHS.join('-')}-${look}.png`;

async function shoot(
  page: Page,
  html: string,
  { widths, look, path }: { widths: number[]; look: (typeof LOOKS)[number]; path: string },
): Promise<void> {
  const width = widths.reduce((sum, each) => sum + each + GAP, -GAP);
  await page.emulateMedia({ colorScheme: look });
  await page.setViewportSize({ width, height: 100 });
  const srcdoc = html.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  const frames = widths.map((each) => `<iframe srcdoc="${srcdoc}" style="border:0;width:${each}px"></iframe>`);
  await page.setContent(
    `<!doctype html><meta name="color-scheme" content="light dark"><body style="margin:0;display:flex;align-items:flex-start;gap:${GAP}px">${frames.join('')}`,
  );
  await page.evaluate(FIT);
  await page.screenshot({ path, fullPage: true });
}
