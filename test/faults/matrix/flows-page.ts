import { createHandler } from '../../../functions/online-desk/handler.ts';
import { renderToken } from '../../../shared/mail/signed/render-token.ts';
import { followLinkFor } from '../../../shared/ticket/link-access.ts';
import type { Ticket } from '../../../shared/ticket/ticket.ts';
import { visit } from '../../support/visit.ts';
import type { Flow } from './flow.ts';
import { FIRST, KEY, NOTICES, OPENED, ticketIn } from './inputs.ts';
import { ANNA } from './mails.ts';
import { type Input, request, type World } from './world.ts';

/** A browser that sends a form, and again as long as the page says that the fault is the desk's. */
const sends = (path: string, fields: Record<string, string | File>): Input =>
  request(`POST ${path.replace(/\/t\/[^/]+/, '/t/…')}`, (desk) => visit(createHandler(desk)).post(path, fields));

/** Of a page that somebody has looked at for a minute. */
const tokenOf = ({ desk }: World) => renderToken(KEY, new Date(desk.machineNow().getTime() - 60_000).toISOString());

function linkTo({ desk }: World, ticket: Ticket): string {
  const now = desk.now().toISOString();
  return new URL(followLinkFor(KEY, desk.settings, ticket, { address: ANNA, now })).pathname;
}

/** A button of the page of a ticket that waits. */
function button(name: string, owed: Flow['owed'], change = {}): Flow {
  return {
    name: `link: ${name}`,
    async prepare(world) {
      const ticket = await ticketIn(world, change);
      world.desk.pass(60);
      return sends(`${linkTo(world, ticket)}/${name}`, {});
    },
    owed,
  };
}

const UNPROVED = { channel: 'page', requester: { address: ANNA, verified: false } };

/** What customers do in a browser. */
export const PAGE_FLOWS: Flow[] = [
  {
    name: 'form of the page',
    prepare: async (world) =>
      sends('/desk/new', {
        ...{
          token: tokenOf(world),
          name: 'Anna',
          email: ANNA,
          subject: 'The door',
          text: 'It is shut.',
          priority: '3',
        },
        files: new File(['one'], 'a.txt', { type: 'text/plain' }),
      }),
    owed: {
      mails: OPENED,
      state: 'waiting',
      messages: ['customer public: It is shut. + a.txt=one'],
      trail: ['opened'],
    },
  },
  {
    name: 'link: message',
    async prepare(world) {
      const ticket = await ticketIn(world);
      world.desk.pass(60);
      return sends(`${linkTo(world, ticket)}/messages`, { token: tokenOf(world), text: 'Still shut.' });
    },
    owed: { mails: NOTICES, state: 'waiting', messages: [FIRST, 'customer public: Still shut.'], trail: ['opened'] },
  },
  button('withdraw', { mails: [`notice ${ANNA}`], state: 'closed', messages: [FIRST], trail: ['opened', 'closed'] }),
  button(
    'not-me',
    { mails: [`notice ${ANNA}`], state: 'closed', messages: [FIRST], trail: ['opened', 'closed'] },
    UNPROVED,
  ),
  button('confirm', { mails: [], state: 'waiting', messages: [FIRST], trail: ['opened', 'confirmed'] }, UNPROVED),
];
