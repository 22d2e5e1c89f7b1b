import type { Page } from 'playwright-core';
import { createHandler } from '../../../functions/online-desk/handler.ts';
import type { DeskWords } from '../../../functions/online-desk/words/shape.ts';
import type { Language } from '../../../shared/language.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import { followLinkFor } from '../../../shared/ticket/link-access.ts';
import { getTicket } from '../../../shared/use-cases/steps/update.ts';
import type { Given, MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf } from '../../support/stories.ts';
import { type Answer, visit } from '../../support/visit.ts';
import type { Shown } from '../support/serve-pages.ts';
import { ANNA, STORY } from './story.ts';

/** A page as somebody sees it: what is served, where it is, and what they do `before` it is looked at. */
export type Scene = { shown: Shown; path: string; before?: (page: Page) => Promise<void> };

/** A state of the pages, in a language. By its status and by words that only it has it is told from a failure to bring it about. */
export type PageState = {
  name: string;
  status: number;
  says: (words: DeskWords, language: Language) => string;
  make: (language: Language) => Promise<Scene>;
};

/** Whom Premium calls. */
export const PHONE = '+39 02 5550 1234';

/** A desk as the pages' states have it: with a phone and a notice on privacy; on a Monday at nine in Rome. */
export function deskOfPages(given: Given = {}): MemoryDesk {
  const settings = { phone: PHONE, privacyUrl: 'https://rossi.example/privacy', ...given.settings };
  return deskOf({ ...given, settings });
}

/** A page that a browser asks for. */
export function scene(desk: MemoryDesk, path: string, more: Partial<Scene> = {}): Scene {
  return { shown: { handler: createHandler(desk) }, path, ...more };
}

/** What a submitted form is answered with; a redirect is followed. The browser then asks for it as for any page. */
export async function submitted(
  desk: MemoryDesk,
  path: string,
  fields: Record<string, string | File>,
  headers: Record<string, string> = {},
): Promise<Scene> {
  const handler = createHandler(desk);
  const answer: Answer = await visit(handler).post(path, fields, headers);
  if (answer.status === 303) return scene(desk, answer.location);
  return { shown: { handler, answers: new Map([[path, answer]]) }, path };
}

/** What the form of the page sends, filled in by Anna a minute after it was shown to her. */
export function formOf(desk: MemoryDesk, language: Language): Record<string, string> {
  const { name, subject, text } = STORY[language];
  return { token: tokenOf(desk), website: '', name, email: ANNA, subject, text, priority: '1' };
}

function tokenOf(desk: MemoryDesk): string {
  return renderToken(TEST_KEY, new Date(desk.machineNow().getTime() - 60_000).toISOString());
}

/** Path of a reader's link, in a language. */
export async function linkTo(desk: MemoryDesk, id: string, language: Language, address = ANNA): Promise<string> {
  const ticket = await getTicket(desk, id);
  const link = followLinkFor(TEST_KEY, desk.settings, ticket, { address, now: desk.now().toISOString() });
  return `${new URL(link).pathname}?lang=${language}`;
}

const TEST_KEY = 'a signing key for tests only';
