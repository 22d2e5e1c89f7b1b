import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { bounceAddress } from '../../../shared/mail/signed/bounce-address.ts';
import { replyAddress } from '../../../shared/mail/signed/reply-address.ts';
import { recipientHash } from '../../../shared/ticket/caps.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, mailed, messagesOf, ticketsOf, waitingTicket } from '../../support/stories.ts';

const KEY = 'a signing key for tests only';
const TEAM = ['ada@support.example', 'bruno@support.example'];

async function receive(desk: MemoryDesk, raw: string, change: Partial<ReceivedMail> = {}): Promise<void> {
  await receiveMail(desk, arrives(desk, raw, change));
}

const held = async (desk: MemoryDesk) => (await desk.quarantine.list({ limit: 9 })).entries;

describe('a machine on a ticket', () => {
  const alarm = (id: string, header = '') =>
    `From: mon@rossi.example\nMessage-ID: <${id}@mon.example>\nAuto-Submitted: auto-generated\nSubject: db1 is DOWN${header}\n\nStill ${id}.\n`;

  it('that answers a mail of ours wakes nobody', async () => {
    const desk = deskOf();
    const { id, acknowledgedAs } = await waitingTicket(desk);
    await receive(desk, alarm('two', `\nIn-Reply-To: ${acknowledgedAs}`));
    expect(await messagesOf(desk, id)).toHaveLength(2);
    expect(mailed(desk)).toEqual([]);
  });

  it.each([
    ['a note of absence', 'Auto-Submitted: auto-replied\nSubject: Automatic reply: Your door', ''],
    ['a note of Exchange', 'Auto-Submitted: auto-generated\nSubject: Automatische Antwort: Tür', ''],
    ['an older field', 'X-Autoreply: yes\nSubject: Risposta automatica', 'anna@rossi.example'],
    [
      'a sieve that names what SES called it',
      'In-Reply-To: <1@eu-west-1.amazonses.com>\nAuto-Submitted: auto-replied',
      '',
    ],
    ['a read receipt', 'Content-Type: multipart/report; report-type=disposition-notification; boundary=x', ''],
  ])('that answers our return path is the ticket’s, in silence: %s', async (_, header, envelopeFrom) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const [message] = await messagesOf(desk, id);
    const to = bounceAddress(KEY, 'help@support.example', { ticketId: id, messageKey: message?.key ?? '' });
    await receive(desk, `From: anna@rossi.example\n${header}\n\nI am away.\n`, { envelopeFrom, recipients: [to] });
    expect(await held(desk)).toEqual([]);
    expect(await messagesOf(desk, id)).toHaveLength(2);
    expect(await ticketsOf(desk)).toMatchObject([{ id, state: 'waiting' }]);
    expect(mailed(desk)).toEqual([]);
  });

  it('that answers the return path of a notice is the ticket’s, in silence', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const notice = { ticketId: id, to: recipientHash('ada@support.example') };
    const raw = 'From: Ada <ada@support.example>\nAuto-Submitted: auto-replied\nSubject: Away\n\nI am away.\n';
    const recipients = [bounceAddress(KEY, 'help@support.example', notice)];
    await receive(desk, raw, { envelopeFrom: '', recipients });
    expect(await held(desk)).toEqual([]);
    expect(await ticketsOf(desk)).toMatchObject([{ id, state: 'waiting' }]);
    expect(await messagesOf(desk, id)).toHaveLength(2);
    expect(mailed(desk)).toEqual([]);
  });

  it('is nobody’s where the return path is not signed by us', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const to = bounceAddress('another key', 'help@support.example', { ticketId: id, messageKey: 'abc' });
    const raw = 'From: anna@rossi.example\nAuto-Submitted: auto-replied\nSubject: Away\n\nI am away.\n';
    await receive(desk, raw, { envelopeFrom: '', recipients: [to] });
    expect(await held(desk)).toMatchObject([{ reason: 'auto-reply to nothing' }]);
    expect(await messagesOf(desk, id)).toHaveLength(1);
  });

  it('and a person whose mail program answers the return path is heard', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const [message] = await messagesOf(desk, id);
    const to = bounceAddress(KEY, 'help@support.example', { ticketId: id, messageKey: message?.key ?? '' });
    await receive(desk, 'From: anna@rossi.example\nSubject: The door\n\nStill shut.\n', { recipients: [to] });
    expect(await messagesOf(desk, id)).toHaveLength(2);
    expect(mailed(desk)).toEqual(TEAM);
  });

  it('that goes on with its own request is heard: the next alarm of a monitor', async () => {
    const desk = deskOf();
    await receive(desk, alarm('one'));
    desk.sent.length = 0;
    await receive(desk, alarm('two', '\nIn-Reply-To: <one@mon.example>\nReferences: <one@mon.example>'), {
      id: 'ses-2',
    });
    const [ticket, ...others] = await ticketsOf(desk);
    expect(others).toEqual([]);
    expect(await messagesOf(desk, ticket?.id ?? '')).toHaveLength(2);
    expect(mailed(desk)).toEqual(TEAM);
  });

  it('of an agent is no answer', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const to = replyAddress(KEY, 'help@support.example', { ticketId: id, agentId: 'ada' });
    const raw = 'From: ada@support.example\nAuto-Submitted: auto-generated\nSubject: Re: x\n\nI will look at it.\n';
    await receive(desk, raw, { recipients: [to] });
    expect(await ticketsOf(desk)).toMatchObject([{ state: 'waiting' }]);
  });
});

/** Without any field of a robot, and proved: its subject and its text say what it is. */
describe('an agent’s note of absence', () => {
  const sends = async (subject: string, text: string) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.pass(1);
    const to = replyAddress(KEY, 'help@support.example', { ticketId: id, agentId: 'ada' });
    await receive(desk, `From: Ada <ada@support.example>\nTo: ${to}\nSubject: ${subject}\n\n${text}\n`, {
      recipients: [to],
      envelopeFrom: 'ada@support.example',
    });
    return { desk, id };
  };

  it.each([
    ['Risposta automatica: [T-1] P3 La cassa', 'Grazie per il messaggio. Sono in ferie fino al 7. Per urgenze: Marta.'],
    ['Automatic reply: [T-1] P3 The till does not work', 'I am out of the office until Monday.'],
    ['Abwesenheitsnotiz: [T-1] P3 Kasse', 'Ich bin bis 7.12. nicht im Büro. In dringenden Fällen hilft Bruno.'],
    ['Réponse automatique : [T-1] P3 La caisse', 'Je suis absent du bureau. En cas d’urgence, appelez Marc.'],
    ['Respuesta automática: [T-1] P3 Caja', 'Gracias por su mensaje. Estoy de vacaciones hasta el lunes.'],
    ['[EXTERNAL] Automatisch antwoord: [T-1] P3 Kassa', 'Ik ben met vakantie. Bel Jan.'],
    ['Urlaub', 'Vielen Dank für Ihre Nachricht. Ich bin im Urlaub. In dringenden Fällen hilft Bruno.'],
    ['Away from my mail', 'This is an automatic reply: I am on vacation.'],
    ['Abwesenheitsnotiz: [T-4F7K2M9Q] P3 Kasse', 'Ich bin nicht da.'],
    ['Automatic reply: [T-4F7K2M9Q] P3 The till', 'I will be back on Monday. Please contact Marta in urgent cases.'],
    ['Automatic reply: [T-4F7K2M9Q] P3 Why?', 'At a conference until Thursday.'],
    ['Risposta automatica: Scaduto: [T-4F7K2M9Q] P1 La cassa', 'Torno il 7 dicembre.'],
    ['Automatische Antwort: [EXTERN] [T-4F7K2M9Q] P3 Kasse', 'Bin unterwegs, in dringenden Fällen 0171 555.'],
  ])('is no answer, and the agent is told: %s', async (subject, text) => {
    const { desk, id } = await sends(subject, text);
    expect(await ticketsOf(desk)).toMatchObject([{ state: 'waiting' }]);
    expect((await ticketsOf(desk))[0]?.firstResponse).toBeUndefined();
    expect(mailed(desk)).toEqual(['ada@support.example']);
    expect((await messagesOf(desk, id)).at(-1)).toMatchObject({ kind: 'note', author: 'agent' });
  });

  it.each([
    ['Re: [T-1] Out of office', 'Thank you for your message. I am out of the office from Monday, Bob will mend it.'],
    ['Re: [T-1] La cassa', 'Grazie per il messaggio. Il tecnico è in ferie fino al 7. Per urgenze chiamate Marco.'],
    ['Automatic reply: [T-1] The till', 'I need the log of the till.'],
    ['AW: Abwesenheitsnotiz: x', 'Ich bin morgen nicht im Büro. In dringenden Fällen hilft Bruno.'],
    ['Absence', 'I am out of the office today and come on Monday. In urgent cases call Bob.'],
    ['Out of office', 'I am out of the office today. When may I come?'],
    ['[T-4F7K2M9Q] P3 The till', 'I will be back on Monday.'],
    ['Re: Automatic reply: [T-4F7K2M9Q] P3 The till', 'I will be back on Monday.'],
    ['Re: [T-4F7K2M9Q] P3 Automatic reply: broken', 'It is mended.'],
    ['Automatic reply: broken', 'It is mended.'],
    ['Automatic reply broken: [T-4F7K2M9Q] P3 The till', 'It is mended.'],
    ['Automatic reply: [T-4F7K2M9Q] P3 The till', '#tag replies\nIt is mended.'],
  ])('is told from an answer that speaks of one: %s', async (subject, text) => {
    const { desk } = await sends(subject, text);
    expect(await ticketsOf(desk)).toMatchObject([{ state: 'answered', firstResponse: { by: 'agent:ada' } }]);
  });

  it('is told of once a day, whatever the robot answers to being told', async () => {
    const { desk, id } = await sends('Automatic reply: The till', 'I am out of the office.');
    const to = replyAddress(KEY, 'help@support.example', { ticketId: id, agentId: 'ada' });
    const again = (round: number) =>
      `From: Ada <ada@support.example>\nTo: ${to}\nSubject: Automatic reply: The till ${round}\nMessage-ID: <${round}@x>\n\nI am out of the office.\n`;
    for (let round = 0; round < 20; round += 1) {
      desk.pass(15 * 60);
      await receive(desk, again(round), { id: `ses-${round}`, recipients: [to] });
    }
    expect(mailed(desk)).toEqual(['ada@support.example']);
    desk.pass(25 * 60 * 60);
    await receive(desk, again(20), { id: 'ses-20', recipients: [to] });
    expect(mailed(desk)).toEqual(['ada@support.example', 'ada@support.example']);
  });
});
