import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createHandler } from '../../../functions/ingest-webhook/handler.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { PAGE, SAMPLES, type Sample, setUpOf } from '../../shared/forms/samples.ts';
import { ask } from '../../support/http.ts';
import { ada, deskOf } from '../../support/stories.ts';
import { startBrowser } from '../support/browser.ts';

/** As wide as a mail is read, and what is left free above and below, in px. */
const WIDTH = 600;
const MARGIN = 16;

/** From the facts of the ticket to the end of its text: what is above and below is the same in each notice. */
const SHOWN = `(() => {
  const subject = document.querySelector('h2');
  const [top, bottom] = [subject.previousElementSibling, subject.nextElementSibling].map((each) => each.getBoundingClientRect());
  return { y: top.top, height: bottom.bottom - top.top };
})()`;

/** Writes a picture of each type's ticket, as its agents are mailed it, into a folder that has nothing else. */
export async function picturesOfForms(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 1_000 } });
    for (const [type, sample] of Object.entries(SAMPLES)) {
      await page.setContent(await noticeOf(type, sample));
      const { y, height } = await page.evaluate<{ y: number; height: number }>(SHOWN);
      const clip = { x: 0, y: y - MARGIN, width: WIDTH, height: height + 2 * MARGIN };
      await page.screenshot({ path: join(folder, `${type}.png`), fullPage: true, clip });
    }
  } finally {
    await browser.close();
  }
}

/** The mail to an agent of what the type's sample makes of it, in HTML. */
async function noticeOf(type: string, { post }: Sample): Promise<string> {
  const secret = PROVIDERS[type]?.newSecret?.() ?? 'the client secret of the app';
  const source = { type, secrets: [{ secret }], ...(type === 'html' && { page: { origins: [PAGE] } }) };
  const desk = deskOf({ customers: [], sources: { website: source } });
  const { url, headers, body } = post(setUpOf('https://desk.example/webhooks/website', secret), desk.machineNow());
  const { pathname, searchParams } = new URL(url);
  await ask(createHandler(desk), {
    method: 'POST',
    path: pathname,
    query: String(searchParams),
    headers: headers as Record<string, string>,
    body: Uint8Array.from(body),
  });
  const notice = desk.sent.find(({ recipient }) => recipient === ada.addresses[0]);
  if (!notice) throw new Error(`the form of ${type} made no ticket: ${JSON.stringify(desk.lines)}`);
  return notice.html;
}
