import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { assign } from '../../../shared/use-cases/assign.ts';
import { arrives } from '../../support/arrives.ts';
import { ada, bruno, deskOf, waitingTicket } from '../../support/stories.ts';

/** In a list of contacts somebody hears; no calendar keeps a run for ever. */

it('a rule that never comes true (30 February, daily) does not keep a run for ever', () => {
  const script = `
    import { openCalendar } from '${process.cwd()}/shared/targets/calendar.ts';
    const text = ['BEGIN:VCALENDAR','VERSION:2.0','PRODID:x','BEGIN:VEVENT','UID:1','DTSTAMP:20261101T000000Z','SUMMARY:L','DTSTART:20260101T090000Z',
      'DTEND:20260101T100000Z','RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30','END:VEVENT','END:VCALENDAR'].join('\\r\\n');
    try { openCalendar(text)({ at: '2026-11-30T10:00:00.000Z', timeZone: 'UTC' }); } catch {}
    console.log('ended');`;
  let said = '';
  try {
    said = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
      timeout: 8_000,
      killSignal: 'SIGKILL',
    }).toString();
  } catch (error) {
    said = String((error as { code?: string }).code);
  }
  expect(said.trim()).toBe('ended');
}, 15_000);

it('what is handed on, since a mailbox refuses it, reaches a colleague who likes "mine"', async () => {
  const desk = deskOf();
  const { id } = await waitingTicket(desk);
  const by = () => ({ ticketId: id, agent: bruno, at: desk.now().toISOString() });
  await assign(desk, { ...by(), to: 'ada' });
  await desk.team.drain();
  await desk.accounts.prefer(bruno, { notices: 'mine' });
  desk.sent.length = 0;
  const send = desk.mailer.send;
  desk.mailer.send = async (mail) =>
    mail.recipient === ada.addresses[0]
      ? ({ outcome: 'refused', what: 'recipient', reason: 'full' } as never)
      : send(mail);
  desk.pass(60);
  const raw = `From: anna@rossi.example\nMessage-ID: <h1@x>\nSubject: Re: [${id}] it\n\nAny news?\n`;
  await receiveMail(desk, arrives(desk, raw, { id: 'h1' }));
  await desk.team.drain();
  expect(desk.sent.map(({ recipient }) => recipient)).toContain(bruno.addresses[0]);
});
