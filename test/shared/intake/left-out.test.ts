import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, messagesOf, ticketsOf } from '../../support/stories.ts';

/** Whom a mail copies and no answer can reach, or for whom there is no room: the ticket says so (docs/promise.md section 9). */

const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@rossi.example`);

async function opened(cc: readonly string[]) {
  const desk = deskOf();
  const raw = `Message-ID: <m1@rossi.example>\nFrom: anna@rossi.example\nTo: help@support.example\nCc: ${cc.join(',\n ')}\n\nHelp.\n`;
  await receiveMail(desk, arrives(desk, raw));
  const [ticket] = await ticketsOf(desk);
  const [message] = await messagesOf(desk, ticket?.id ?? '');
  return { desk, ticket, warnings: message?.warnings };
}

it('an address that the mail service takes from nobody is no participant, and the message says so', async () => {
  const { ticket, warnings } = await opened(['carla@rossi.example', 'jörg@rossi.example', 'x@localhost']);
  expect(ticket?.participants.map(({ address }) => address)).toEqual(['carla@rossi.example']);
  expect(warnings).toEqual(['not copied, the mail service takes no such address: jörg@rossi.example, x@localhost']);
});

it('of more than twenty people the first twenty read along, and the message names some of the others', async () => {
  const { ticket, warnings } = await opened(people(28));
  expect(ticket?.participants).toHaveLength(20);
  expect(warnings).toEqual([
    'not copied, 20 people are in the conversation: p20@rossi.example, p21@rossi.example, p22@rossi.example, p23@rossi.example, p24@rossi.example and 3 more',
  ]);
});

it('who is copied later and finds no room is named on that message', async () => {
  const { desk, ticket } = await opened(people(20));
  const raw = `Message-ID: <m2@rossi.example>\nFrom: anna@rossi.example\nTo: help@support.example\nCc: late@rossi.example\nSubject: Re: [${ticket?.id}]\n\nMore.\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-2' }));
  const messages = await messagesOf(desk, ticket?.id ?? '');
  expect(messages.flatMap(({ warnings }) => warnings)).toEqual([
    'not copied, 20 people are in the conversation: late@rossi.example',
  ]);
});

it.each([
  ['"carla rossi"@x', '"carla rossi"@x'],
  ['x@[192.0.2.1]', 'x@[192.0.2.1]'],
  [`${'c'.repeat(65)}@rossi.example`, `${'c'.repeat(65)}@rossi.example`],
  ['carla at rossi.example', 'carla at rossi.example'],
  ['carla at rossi.example, Bob <bob@rossi.example>', 'carla at rossi.example'],
  ['Carla (at) rossi.example; bob@rossi.example', 'Carla rossi.example'],
  ['Carla Rossi', 'Carla Rossi'],
  ['<carla rossi.example>', 'carla rossi.example'],
  ['=?utf-8?Q?Carl=C3=A0?= <>', 'Carlà'],
])('what is no address to send to is named, too: %s', async (cc, named) => {
  const { warnings } = await opened([cc]);
  expect(warnings).toEqual([`not copied, no address that mail can be sent to: ${named}`]);
});

it.each([
  'undisclosed-recipients:;',
  'Undisclosed recipients',
  '<Undisclosed-Recipient:;>',
  'bob@rossi.example',
  '',
  '"Rossi, Bob" <bob@rossi.example>',
  'Rossi, Bob <bob@rossi.example>',
  "'bob@rossi.example'",
])('nobody is named where nobody is left out: %s', async (cc) => {
  expect((await opened([cc])).warnings).toEqual([]);
});

/** Mapped, these are the desk's, an agent's and another person's: what is compared, listed and mailed would be three things. */
it.each(['help@ｓｕｐｐｏｒｔ.example', 'ada@ＳＵＰＰＯＲＴ.example', 'ada@support。example', 'bob@ｂob.example'])(
  'a domain in other letters than its own is nobody’s who reads: %s',
  async (address) => {
    const { ticket, warnings } = await opened([address, 'carla@rossi.example']);
    expect(ticket?.participants.map((each) => each.address)).toEqual(['carla@rossi.example']);
    expect(warnings?.join()).toContain('not copied, ');
    const desk = deskOf();
    const head = `From: eve@evil.example\nTo: help@support.example\nReply-To: ${address}\n`;
    await receiveMail(desk, arrives(desk, `Message-ID: <m3@evil.example>\n${head}\nHelp.\n`));
    expect((await ticketsOf(desk)).map(({ requester }) => requester.address)).toEqual(['eve@evil.example']);
  },
);
