import { describe, expect, it } from 'vitest';
import { REPLY_MARKER } from '../../../shared/mail/reply-marker.ts';
import { visibleReply as replyOf } from '../../../shared/mail/reply-text.ts';

const visibleReply = (text: string) => replyOf(text).text;
const quoted = `> ${REPLY_MARKER}\n> \n> New ticket, plan Basic`;
const outlook = `Oggetto: [T-4F7K2M9Q] P1 Fermo\n\n${REPLY_MARKER}\n\nNew ticket, plan Basic`;

describe('what an agent wrote above a notice', () => {
  it.each([
    ['Gmail', `Fixed.\n\nAda\n\nOn Mon, 30 Nov 2026 at 10:30, Acme <help@desk.example> wrote:\n\n${quoted}`],
    [
      'Gmail, wrapped',
      `Fixed.\n\nAda\n\nIl giorno lun 30 nov 2026 alle ore 10:30 Acme <help@desk.example> ha\nscritto:\n${quoted}`,
    ],
    ['an introduction in another language', `Fixed.\n\nAda\n\nDnia 30.11.2026 10:30, Acme napisał(a):\n${quoted}`],
    ['Outlook', `Fixed.\n\nAda\n\nFrom: Acme <help@desk.example>\nSent: Monday\nTo: Ada\n${outlook}`],
    ['Outlook with a rule', `Fixed.\n\nAda\n\n${'_'.repeat(32)}\nDa: Acme\nInviato: lunedì\nA: Ada\n${outlook}`],
    ['Outlook of old', `Fixed.\n\nAda\n-----Messaggio originale-----\nDa: Acme\nInviato: lunedì\nA: Ada\n${outlook}`],
    ['no introduction', `Fixed.\n\nAda\n\n${quoted}`],
  ])('is all that stays of a reply by %s', (_, text) => {
    expect(visibleReply(text)).toBe('Fixed.\n\nAda');
  });

  it('is all of a text that quotes no notice', () => {
    expect(visibleReply('Fixed:\n> at 10:30\n')).toBe('Fixed:\n> at 10:30');
  });

  it('is without what a phone and a signature add, and nothing when they are all that stands above', () => {
    expect(visibleReply(`Fixed.\n\nAda\n\nSent from my iPhone\n\n-- \nAda, internal line 12\n\n${quoted}`)).toBe(
      'Fixed.\n\nAda',
    );
    expect(
      visibleReply(`Inviato da iPhone\n\nIl giorno 30 nov 2026, alle ore 10:30, Acme ha scritto:\n\n${quoted}`),
    ).toBe('');
  });

  it('is what stands above the attribution when the mail program left our marker out', () => {
    const text = 'Fixed.\n\nOn Mon, 30 Nov 2026 at 10:30, Acme <help@desk.example> wrote:\n\n> New ticket, plan Basic';
    expect(visibleReply(text)).toBe('Fixed.');
  });

  it('keeps a list that is introduced by a time', () => {
    expect(visibleReply(`Steps since 10:30:\n\n1. off\n2. on\n\n${quoted}`)).toBe(
      'Steps since 10:30:\n\n1. off\n2. on',
    );
  });

  it.each([
    'Hello Anna,\n\nplease write to lock@parts.example:',
    'The code is 4711:',
    'Do this at 10:23 today:',
    'Scrivete a porta@ricambi.example:',
    'Seit 10:23 Uhr:',
  ])('keeps the own words above it, colon or not: %j', (own) => {
    expect(visibleReply(`${own}\n\n${quoted}`)).toBe(own);
    expect(visibleReply(`${own}\n${quoted}`)).toBe(own);
  });

  it.each([
    'Wiadomość napisana przez Desk <help@desk.example> w dniu 05.05.2025, o godz. 10:23:',
    'Wiadomość napisana przez Desk <help@desk.example> w dniu 05.05.2025, o\ngodz. 10:23:',
    '* Desk <help@desk.example> [2025-05-05 10:23]:',
    'Desk <help@desk.example> on 05/05/2025 10:23 AM:',
    'ในวันที่ จ. 5 พ.ค. 2025 เวลา 10:23 Desk <help@desk.example> เขียนว่า:',
    'في الاثنين، 5 مايو 2025 في 10:23 ص تمت كتابة ما يلي بواسطة Desk <help@desk.example>:',
    '\u202Bבתאריך יום ב׳, 5 במאי 2025 ב-10:23 מאת \u202ADesk\u202C\u200F <\u202Ahelp@desk.example\u202C\u200F>:\u202C',
    'Kuupäev E, 5. mai 2025, kell 10:23 kirjutas Desk <help@desk.example>:',
    '2025-05-05, pr, 10:23 Desk <help@desk.example> rašė:',
    'Pada tanggal Sen, 5 Mei 2025 pukul 10.23 Desk <help@desk.example> menulis:',
    'Le lun. 5 mai 2025 à 10:23, Desk <help@desk.example> a écrit :',
  ])('ends right above an attribution, listed or not: %j', (attribution) => {
    const own = 'Hello Anna.\n\nFirst loosen the screw.\nOn Monday turn it left.';
    expect(visibleReply(`${own}\n${attribution}\n${quoted}`)).toBe(own);
    expect(visibleReply(`${own}\n\n${attribution}\n\n${quoted}`)).toBe(own);
    expect(visibleReply(`${own}\n${attribution}\n\n${REPLY_MARKER}\n\nNew ticket, plan Basic`)).toBe(own);
  });

  it('ends right above a header block without a line between', () => {
    expect(visibleReply(`Turn it left.\nFrom: Acme\nSent: Monday\nTo: Ada\n${outlook}`)).toBe('Turn it left.');
  });

  it.each([
    'Log of 10:23:\n\n> KEEP1 error\n\nKEEP2 thanks',
    'List of 5 May 2025, 10:23:\n> one\n> two\n\nThanks',
    'From bob@x.example I got at 10:23:\n> pay now\n\nIs this real?',
    'Ask lock@parts.example:\n\n> which key?\n\nThey know.',
    'Log\n-----\n> error\n\nThanks',
  ])('is all of a text that shows a log of its own: %j', (text) => {
    expect(visibleReply(text)).toBe(text);
  });

  it.each(['See inline', 'My answers are in red below.'])(
    'is doubtful where it sends its reader to what stands among the quoted lines: %j',
    (lead) => {
      expect(replyOf(`${lead}\n\n${quoted}`).isDoubtful).toBe(true);
      expect(replyOf(`${lead}\n\n${quoted}\n\nIt is 4711.`).isDoubtful).toBe(false);
    },
  );
});
