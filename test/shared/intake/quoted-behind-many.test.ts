import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { writeNote } from '../../../shared/use-cases/write-note.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { bruno, deskOf, waitingTicket } from '../../support/stories.ts';

/**
 * What an answer to a notice quotes without marks, as Outlook does, is told from the agent's own words by what the ticket has: however much others
 * write before the agent answers, and whatever (docs/threat-model.md, M31).
 */

const SECRET = 'Rossi has not paid since May, the lawyer says to stall.';
const ADA = 'ada@support.example';
const EVE = 'eve@evil.example';
const ANNA = 'anna@rossi.example';
/** What stands in every notice, so that a message of those words is found in each. */
const OF_EVERY_NOTICE = 'Reply above this line Rispondi sopra questa riga';

const comes = (desk: MemoryDesk, ticketId: string, { from, id, text }: { from: string; id: string; text: string }) => {
  const head = [
    `From: ${from}`,
    'To: help@support.example',
    `Subject: [${ticketId}] hi`,
    `Message-ID: <${id}@x.example>`,
  ];
  return receiveMail(desk, arrives(desk, `${head.join('\n')}\n\n${text}\n`, { id, envelopeFrom: from }));
};

const WRITTEN: [string, (desk: MemoryDesk, ticketId: string) => Promise<unknown>][] = [
  [
    'a colleague’s note',
    (desk, ticketId) =>
      writeNote(desk, {
        ticketId,
        agent: bruno,
        source: 'note:1',
        text: `@ada careful:\n\n${SECRET}\n\nTell them nothing.`,
        at: desk.now().toISOString(),
        attachments: [],
        warnings: [],
      }),
  ],
  [
    'what came from outside',
    (desk, id) => comes(desk, id, { from: 'bob@lawyers.example', id: 'bob', text: `Hello,\n\n${SECRET}\n\nBob` }),
  ],
  [
    'what a reader wrote',
    (desk, id) => comes(desk, id, { from: ANNA, id: 'anna', text: `Hello,\n\n${SECRET}\n\nAnna` }),
  ],
];
const CASES = WRITTEN.flatMap(([what, writes]) =>
  [EVE, ANNA].flatMap((by) => [0, 19, 20, 40].map((mails) => ({ what, writes, by, mails }))),
);

it.each(CASES)('$what is no word of the agent who answers its notice behind $mails mails of $by', async (given) => {
  const { writes, by, mails } = given;
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  desk.pass(600);
  await writes(desk, id);
  await desk.team.drain();
  const notice = desk.sent.find(({ recipient, text }) => recipient === ADA && text.includes(SECRET));
  expect(notice?.replyTo).toContain('@support.example');
  for (let mail = 0; mail < mails; mail += 1) {
    desk.pass(60);
    await comes(desk, id, { from: by, id: `many-${mail}`, text: OF_EVERY_NOTICE });
  }
  await desk.team.drain();
  desk.pass(700);
  desk.sent.length = 0;
  const answer = [
    `From: Ada <${ADA}>`,
    `To: ${notice?.replyTo}`,
    `Subject: Re: ${notice?.subject}`,
    'Message-ID: <r1@support.example>',
    '',
    'Good morning, a technician comes at noon.',
    '',
    '________________________________',
    'From: Example Support <help@support.example>',
    'Sent: Monday, November 30, 2026 9:10 AM',
    'To: Ada <ada@support.example>',
    `Subject: ${notice?.subject}`,
    '',
    notice?.text,
    '',
  ].join('\n');
  const delivery = { id: 'answer', envelopeFrom: ADA, recipients: [notice?.replyTo ?? ''] };
  await receiveMail(desk, arrives(desk, answer, delivery));
  await desk.team.drain();
  const answered = desk.sent.filter(({ recipient }) => recipient === ANNA).map(({ text }) => text);
  expect(answered.join()).toContain('a technician comes at noon');
  expect(answered.join()).not.toContain('lawyer');
});
