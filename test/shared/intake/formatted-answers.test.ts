import MailComposer from 'nodemailer/lib/mail-composer';
import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import { CLIENTS, type Client, PLACES, type Place } from '../../support/mail-clients.ts';
import { deskOf, requestOf } from '../../support/stories.ts';

/** A desk with a ticket, and the notice that Ada has of it. */
async function noticed() {
  const desk = deskOf();
  const { ticket } = await openTicket(desk, {
    ...requestOf(desk),
    text: 'Good morning,\n\nthe till prints nothing.\n\nAnna',
  });
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  if (!notice) throw new Error('no notice');
  desk.sent.length = 0;
  desk.pass(60);
  return { desk, ticket, notice };
}

/** What Anna was sent when Ada answers the notice with a mail program. */
async function answered(client: Client, place: Place) {
  const { desk, notice } = await noticed();
  const { text, html } = client.answer(place, notice);
  const raw = await new MailComposer({
    from: 'Ada <ada@support.example>',
    to: notice.replyTo,
    subject: 'Re: [P3] The door',
    messageId: '<ada@x>',
    text,
    html,
  })
    .compile()
    .build();
  await receiveMail(desk, arrives(desk, raw.toString('latin1').replaceAll('\r\n', '\n'), { id: 'ses-ada' }));
  return desk.sent.find(({ recipient }) => recipient === 'anna@rossi.example');
}

const samsung = CLIENTS.find(({ name }) => name === 'a Samsung') as Client;
const cases = CLIENTS.flatMap((client) => PLACES.map((place) => ({ client, place, name: client.name })));

describe('the formatting of an answer', () => {
  it.each(cases)('reaches the customer from $name: $place the quote', async ({ client, place }) => {
    const mail = await answered(client, place);
    const body = mail?.html ?? '';
    const written = body.slice(body.indexOf('<div>'), body.lastIndexOf('<strong>'));
    for (const kept of ['<b>valve</b>', '<li', 'href="https://docs.example/till?a=1&amp;b=2"', '<td', '4711'])
      expect(written).toContain(kept);
    expect(written.indexOf('<b>valve')).toBeLessThan(written.indexOf('4711'));
    expect(written).not.toMatch(/<blockquote|padding: 28px|#f4f6f9|<hr/);
    expect(mail?.text).toMatch(/^\W*left\W*$/m);
    expect(`${mail?.text}${body}`).not.toMatch(
      /Reply above|New ticket|wrote:|Sent:|Original message|prints nothing|Sent from|SIGNED/,
    );
  });

  it.each(['above', 'below', 'around'] as const)(
    'reaches the customer with its lines where the text has none, %s the quote',
    async (place) => {
      const joined: Client = {
        name: 'a Samsung',
        answer(where, notice) {
          const { text, html } = samsung.answer(where, notice);
          return { text: text.replace(/\s*\n\s*/g, ''), html };
        },
      };
      const mail = await answered(joined, place);
      expect(mail?.html).toContain('<b>valve</b>');
      expect(mail?.text).toMatch(/^- left\n- right$/m);
      expect(`${mail?.text}${mail?.html}`).not.toMatch(
        /Reply above|New ticket|Original message|prints nothing|Sent from/,
      );
    },
  );

  it('reaches the customer with a picture that is written into it, as a file that every program shows', async () => {
    const gmail = CLIENTS.find(({ name }) => name === 'Gmail') as Client;
    const picture = '<img src="data:image/png;base64,iVBORw0KGgo=" alt="the plug">';
    const withPicture: Client = {
      name: 'Gmail',
      answer(place, notice) {
        const { text, html } = gmail.answer(place, notice);
        return {
          text: text.replace('*valve*', '*valve* [image: the plug]'),
          html: html.replace('</b>', `</b> ${picture}`),
        };
      },
    };
    const mail = await answered(withPicture, 'above');
    const [file] = mail?.attachments ?? [];
    expect(file).toMatchObject({ filename: 'picture-1.png', contentType: 'image/png' });
    expect(mail?.html).toContain(`<b>valve</b> <img src="cid:${file?.cid}" alt="the plug">`);
  });
});
