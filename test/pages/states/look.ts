import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';
import type { Opened } from '../support/window.ts';

/** WCAG 2.2 up to AA, and what axe counts as good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A subject is as long as its writer made it, and stands in the title. A phone number may be longer than a telephone is wide. */
const RULES_OFF = { 'long-title': 'off', 'tel-non-breaking': 'off' } as const;
const html = new HtmlValidate({ extends: ['html-validate:recommended'], rules: RULES_OFF });

/** What is wrong with an open page: a line for each thing; none is as it should be. */
export async function faultsOf({ page, body, complaints }: Opened): Promise<string[]> {
  const found = [...(await inaccessible(page)), ...(await sideways(page)), ...(await invalid(body))];
  return [...complaints, ...found];
}

/** The shorter one of axe's two files, which do the same: each page has it anew, and reading it takes longer than the look. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Gives the page axe, in the debugger's own words: a script that it has read for the page before is not read again, as one by `evaluate` is. */
async function giveAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: AXE });
  await session.detach();
}

async function inaccessible(page: Page): Promise<string[]> {
  await giveAxe(page);
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] });
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(document, ${options})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${help}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Elements that reach out of the window, when the page can be moved sideways. */
async function sideways(page: Page): Promise<string[]> {
  const over = await page.evaluate<
    string[]
  >(`document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > innerWidth)
      .map((each) => each.tagName + '.' + each.className)`);
  return over.length > 0 ? [`it scrolls sideways: ${over.slice(0, 5).join(', ')}`] : [];
}

async function invalid(body: string): Promise<string[]> {
  const { results } = await html.validateString(body);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `html ${ruleId}: ${message} (line ${line})`),
  );
}
