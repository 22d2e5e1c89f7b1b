import { describe, expect, it } from 'vitest';
import { writtenText } from '../../../../shared/mail/inbound.ts';
import { parseMail } from '../../../../shared/mail/parse.ts';
import { wire } from '../fixtures.ts';

const HEADER = 'From: a@b.example\nMessage-ID: <1@b.example>\nSubject: Visit\nMIME-Version: 1.0\n';
const ROME = 'BEGIN:VTIMEZONE\nTZID:Europe/Rome\nBEGIN:STANDARD\nDTSTART:16010101T030000\nEND:STANDARD\nEND:VTIMEZONE';
const ALARM = 'BEGIN:VALARM\nTRIGGER:-PT15M\nSUMMARY:Alarm\nEND:VALARM';

function calendar(method: string, ...fields: string[]): string {
  return `BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:${method}\n${ROME}\nBEGIN:VEVENT\n${ALARM}\n${fields.join('\n')}\nEND:VEVENT\nEND:VCALENDAR\n`;
}

const invitation = (...given: Parameters<typeof calendar>) =>
  parseMail(wire(`${HEADER}Content-Type: text/calendar; charset=utf-8\n\n${calendar(...given)}`));

describe('an invitation', () => {
  it('is shown below the text that it comes with, in text, reply text and HTML', async () => {
    const event = [
      'DTSTART:20261201T090000Z',
      'DTEND:20261201T100000Z',
      'SUMMARY:Visita\\, cassa',
      'LOCATION:Via Roma 1\\, Torino',
      'ORGANIZER;CN=Anna Rossi:mailto:anna@rossi.example',
      'ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=help@desk.example:mailto:help@desk.example',
      'ATTENDEE;PARTSTAT=ACCEPTED;CN="Neri, Dario":mailto:dario@ro',
      ' ssi.example',
    ];
    const alternatives = `--a\nContent-Type: text/plain\n\nYou are invited.\n--a\nContent-Type: text/html\n\n<p>You are invited.</p>\n--a\nContent-Type: text/calendar; method=REQUEST\n\n${calendar('REQUEST', ...event)}--a--\n`;
    const file = `--b\nContent-Type: application/ics; name=invite.ics\n\n${calendar('REQUEST', ...event)}`;
    const mail = await parseMail(
      wire(
        `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=a\n\n${alternatives}${file}--b--\n`,
      ),
    );
    const lines = [
      'Invitation: Visita, cassa',
      'When: 2026-12-01 09:00 – 10:00 UTC',
      'Where: Via Roma 1, Torino',
      'Organiser: Anna Rossi <anna@rossi.example>',
      'Who: help@desk.example, Neri, Dario <dario@rossi.example> (accepted)',
    ].join('\n');
    expect(mail.text).toBe(`You are invited.\n\n${lines}`);
    expect(mail.replyText).toBe(`You are invited.\n\n${lines}`);
    expect(mail.html).toContain('Organiser: Anna Rossi &lt;anna@rossi.example&gt;');
    expect(writtenText(mail).trim()).toBe('You are invited.');
    expect(mail.attachments).toHaveLength(2);
  });

  it.each([
    [
      'of Outlook',
      ['DTSTART;TZID=W. Europe Standard Time:20261201T100000', 'DTEND;TZID=W. Europe Standard Time:20261201T113000'],
      '2026-12-01 10:00 – 11:30 Europe/Berlin (2026-12-01 09:00 – 10:30 UTC)',
    ],
    [
      'over midnight, with a duration',
      ['DTSTART;TZID=/mozilla.org/20050126_1/Europe/Rome:20261201T230000', 'DURATION:PT2H'],
      '2026-12-01 23:00 – 2026-12-02 01:00 Europe/Rome (2026-12-01 22:00 – 2026-12-02 00:00 UTC)',
    ],
    ['of a day', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261225'], '2026-12-24 (all day)'],
    ['of days', ['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227'], '2026-12-24 – 2026-12-26 (all day)'],
    ['without a zone', ['DTSTART:20261201T230000'], '2026-12-01 23:00 (no time zone given)'],
    ['in a zone that nobody knows', ['DTSTART;TZID="Rome (GMT+1)":20261201T2300'], '2026-12-01 23:00 Rome (GMT+1)'],
    ['at a time that is none', ['DTSTART:tomorrow'], 'tomorrow'],
  ])('says when, on the clock of its zone: %s', async (_, fields, when) => {
    expect((await invitation('REQUEST', 'SUMMARY:x', ...fields)).text).toBe(`Invitation: x\nWhen: ${when}`);
  });

  it.each([
    ['CANCEL', ['SUMMARY:x'], 'Cancelled: x'],
    ['REQUEST', ['SUMMARY:x', 'STATUS:CANCELLED'], 'Cancelled: x'],
    [
      'REPLY',
      ['SUMMARY:x', 'ATTENDEE;PARTSTAT=DECLINED:mailto:d@b.example'],
      'Answer to an invitation: x\nWho: d@b.example (declined)',
    ],
    ['REQUEST', ['RRULE:FREQ=WEEKLY'], 'Invitation: (no title)\nRepeats: FREQ=WEEKLY'],
  ])('says what is asked: %s %j', async (method, fields, lines) => {
    expect((await invitation(method, ...fields)).text).toBe(lines);
  });

  it('of parameters without end is read, or left out, and ends', async () => {
    const { text } = await invitation('REQUEST', 'SUMMARY:x', `ATTENDEE${';A=,,,,,,,,,,,,'.repeat(5_000)}`);
    expect(text).toBe('Invitation: x');
  });

  it.each([
    ['ORGANIZER;CN=Anna;EMAIL="anna@rossi.example":/aMTk/principal/', 'Anna <anna@rossi.example>'],
    ['ORGANIZER;EMAIL=anna@rossi.example:urn:uuid:1-2', 'anna@rossi.example'],
    ['ORGANIZER;EMAIL=other@rossi.example:MAILTO:anna@rossi.example', 'anna@rossi.example'],
    ['ORGANIZER;CN=Anna:/aMTk/principal/', 'Anna </aMTk/principal/>'],
  ])('names people by their address, wherever it is: %s', async (field, who) => {
    expect((await invitation('REQUEST', 'SUMMARY:x', field)).text).toBe(`Invitation: x\nOrganiser: ${who}`);
  });

  it.each([
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Citt=C3=A0 nuova', 'Città nuova'],
    ['SUMMARY;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Citt=E0', 'Città'],
    ['SUMMARY;QUOTED-PRINTABLE:one=20=\ntwo', 'one two'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:one =\ntwo =\nthree', 'one two three'],
  ])('of vCalendar 1.0 is read in quoted-printable: %j', async (field, title) => {
    const body = `BEGIN:VCALENDAR\nVERSION:1.0\nBEGIN:VEVENT\n${field}\nLOCATION:Roma\nEND:VEVENT\nEND:VCALENDAR\n`;
    const mail = await parseMail(wire(`${HEADER}Content-Type: text/x-vcalendar\n\n${body}`));
    expect(mail.text).toBe(`Invitation: ${title}\nWhere: Roma`);
  });

  it('may be a task, with the time it is due', async () => {
    const body = 'BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Call Anna\nDUE:20261201T090000Z\nEND:VTODO\nEND:VCALENDAR\n';
    const mail = await parseMail(wire(`${HEADER}Content-Type: text/calendar\n\n${body}`));
    expect(mail.text).toBe('Task: Call Anna\nDue: 2026-12-01 09:00 UTC');
  });

  it('of a hundred people names twenty', async () => {
    const people = Array.from({ length: 100 }, (_, index) => `ATTENDEE:mailto:p${index}@b.example`);
    const { text } = await invitation('REQUEST', 'SUMMARY:x', ...people);
    expect(text).toMatch(/p19@b\.example, and 80 more$/);
  });
});

describe('what cannot be shown', () => {
  const withFile = (fields: string) =>
    parseMail(
      wire(
        `${HEADER}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHi\n--b\n${fields}\n\nAAAA\n--b--\n`,
      ),
    );

  it.each([
    ['Content-Type: application/ms-tnef; name=winmail.dat', 'winmail.dat'],
    ['Content-Type: application/octet-stream; name=WINMAIL.DAT', 'WINMAIL.DAT'],
    ['Content-Type: application/vnd.ms-tnef; name=att.dat', 'att.dat'],
    ['Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'smime.p7m'],
    ['Content-Type: application/x-pkcs7-mime; name=smime.p7m', 'smime.p7m'],
    ['Content-Type: application/octet-stream; name=smime.p7m', 'smime.p7m'],
    ['Content-Type: application/pgp-encrypted', 'PGP'],
    ['Content-Type: message/partial; id=x; number=1; total=2', 'piece'],
  ])('is announced below the text, and is a file: %s', async (fields, word) => {
    const mail = await withFile(fields);
    expect(mail.text).toMatch(new RegExp(`^Hi\n\n.*${word}.* cannot be .+ here\\.`));
    expect(mail.attachments).toHaveLength(1);
    expect(writtenText(mail).trim()).toBe('Hi');
  });

  it.each([
    'Content-Type: application/pkcs7-mime; name="fattura.pdf.p7m"',
    'Content-Type: application/pkcs7-signature; name=smime.p7s',
    'Content-Type: application/pdf; name=a.pdf',
    'Content-Type: text/calendar; name=empty.ics',
  ])('is not a file like any other: %s', async (fields) => {
    expect((await withFile(fields)).text).toBe('Hi');
  });
});
