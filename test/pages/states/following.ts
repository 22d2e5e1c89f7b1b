import type { Language } from '../../../shared/language.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import type { TicketRequest } from '../../../shared/use-cases/open-ticket.ts';
import { respond } from '../../../shared/use-cases/respond.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { submit, ticketIn } from '../../support/page.ts';
import { ada, waitingTicket } from '../../support/stories.ts';
import { deskOfPages, formOf, linkTo, type PageState, PHONE, type Scene, scene, submitted } from './scene.ts';
import { ANNA, fileOf, premiumRossi, STORY } from './story.ts';

/** States of a ticket's page, as its requester sees it by her link. */
export const FOLLOWING: readonly PageState[] = [
  {
    name: 'follow-waiting',
    status: 200,
    says: ({ follow }) => follow.withdrawHeading,
    async make(language) {
      // Friday afternoon before a holiday: the picture has closed days and a named one.
      const desk = deskOfPages({ now: '2026-12-04T15:30:00.000Z' });
      const id = await filed(desk, language, { priority: 2 });
      desk.pass(45 * 60);
      return scene(desk, await linkTo(desk, id, language));
    },
  },
  {
    name: 'follow-late',
    status: 200,
    says: ({ follow }) => follow.callUs(PHONE),
    async make(language) {
      const desk = deskOfPages({ customers: [premiumRossi] });
      const id = await filed(desk, language);
      desk.pass(3 * 3600);
      return scene(desk, await linkTo(desk, id, language));
    },
  },
  {
    name: 'follow-refused',
    status: 422,
    says: ({ file }) => file.errors.attachAgain('gate.png'),
    async make(language) {
      const desk = deskOfPages();
      const path = (await linkTo(desk, await filed(desk, language), language)).replace('?', '/messages?');
      const text = 'x'.repeat(20_001);
      return submitted(desk, path, { ...formOf(desk, language), text, files: new File(['x'], 'gate.png') });
    },
  },
  {
    name: 'follow-unreadable',
    status: 503,
    says: ({ failure }) => failure.busy.title,
    async make(language) {
      const desk = deskOfPages();
      const path = (await linkTo(desk, await filed(desk, language), language)).replace('?', '/messages?');
      desk.faults.add({ port: 'tickets.get' });
      return submitted(desk, path, { ...formOf(desk, language), files: new File(['x'], 'gate.png') });
    },
  },
  {
    name: 'follow-unproved',
    status: 200,
    says: ({ follow }) => follow.confirm,
    async make(language) {
      const desk = deskOfPages();
      const { subject, text } = STORY[language];
      const { id } = ticketIn(await submit(desk, { subject, text, priority: 2, language }));
      return scene(desk, await linkTo(desk, id, language));
    },
  },
  {
    name: 'follow-answered',
    status: 200,
    says: ({ follow }) => follow.answeredTitle,
    async make(language) {
      const desk = deskOfPages();
      return scene(desk, await linkTo(desk, await answered(desk, language), language));
    },
  },
  {
    name: 'follow-written',
    status: 200,
    says: ({ follow }) => follow.done.written,
    async make(language) {
      const desk = deskOfPages();
      const path = await linkTo(desk, await answered(desk, language), language);
      return scene(desk, `${path}&done=written`);
    },
  },
  {
    name: 'follow-nothing-written',
    status: 422,
    says: ({ file }) => file.errors.expired,
    async make(language) {
      const desk = deskOfPages();
      const path = await linkTo(desk, await filed(desk, language), language);
      return submitted(desk, path.replace('?', '/messages?'), { text: '', token: '' });
    },
  },
  {
    name: 'closed-solved',
    status: 200,
    says: ({ follow }) => follow.closedAs.solved,
    async make(language) {
      const desk = deskOfPages();
      return press(desk, await answered(desk, language), 'solved', language);
    },
  },
  {
    name: 'closed-rated',
    status: 200,
    says: ({ follow }) => follow.satisfiedHeading,
    async make(language) {
      const desk = deskOfPages({ settings: { askSatisfaction: true } });
      const id = await answered(desk, language);
      await press(desk, id, 'solved', language);
      return press(desk, id, 'satisfied', language);
    },
  },
  {
    name: 'closed-withdrawn',
    status: 200,
    says: ({ follow }) => follow.closedAs.withdrawn,
    async make(language) {
      const desk = deskOfPages();
      return press(desk, await filed(desk, language), 'withdraw', language);
    },
  },
  {
    name: 'closed-duplicate',
    status: 200,
    says: ({ follow }) => follow.closedAs.duplicate,
    async make(language) {
      const desk = deskOfPages();
      const twin = await filed(desk, language);
      const { subject, more } = STORY[language];
      const other = { source: 'mail:two', messageId: '<anna-2@rossi.example>', subject, text: more };
      const { id } = await waitingTicket(desk, other);
      const at = desk.now().toISOString();
      await changeState(desk, { ticketId: id, agent: ada, at, state: 'closed', reason: 'duplicate', twin });
      return scene(desk, await linkTo(desk, id, language));
    },
  },
];

/** A ticket of Anna's by mail, with a file. */
export async function filed(
  desk: MemoryDesk,
  language: Language,
  change: Partial<TicketRequest> = {},
): Promise<string> {
  const { subject, text, file } = STORY[language];
  return (await waitingTicket(desk, { subject, text, priority: 1, attachments: [fileOf(file)], ...change })).id;
}

/** The same, answered by an agent with a file after an hour. */
export async function answered(desk: MemoryDesk, language: Language): Promise<string> {
  const id = await filed(desk, language);
  desk.pass(3600);
  const { answer, file } = STORY[language];
  const receivedAt = desk.now().toISOString();
  const attachments = [fileOf(`re-${file}`)];
  const response = { ticketId: id, agent: ada, source: 'api:1', text: answer, attachments, receivedAt };
  await respond(desk, { ...response, tellBy: 'call' });
  return id;
}

/** Presses a button of the page, and follows to where it leads. */
async function press(desk: MemoryDesk, id: string, name: string, language: Language): Promise<Scene> {
  const path = await linkTo(desk, id, language, ANNA);
  return submitted(desk, path.replace('?', `/${name}?`), {});
}
