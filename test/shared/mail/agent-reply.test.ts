import { describe, expect, it } from 'vitest';
import type { Language } from '../../../shared/language.ts';
import { htmlToText } from '../../../shared/mail/reading/html-to-text.ts';
import { NOTICE_END, REPLY_MARKER, withoutMarkers } from '../../../shared/mail/reply-marker.ts';
import { visibleReply } from '../../../shared/mail/reply-text.ts';
import { agentNotice } from '../../../shared/mail/templates/agent-notice.ts';
import { commandHelp } from '../../../shared/mail/templates/command-help.ts';
import { escalation } from '../../../shared/mail/templates/escalation.ts';
import { agentNoticeView, escalationView } from './templates/views.ts';

const notices = (['en', 'it'] as const).flatMap((language: Language) => {
  const unproved = { address: 'anna@rossi.example', name: 'Anna Rossi', verified: false };
  const why =
    'Basic, priority 1: 2 h of opening time on the calendar global in Europe/Rome, counted from Friday 27 November.';
  const help = { ...agentNoticeView(), language, answerSent: false, problems: ['#clsoe: there is no such command'] };
  return [
    [`a notice, ${language}`, agentNotice(agentNoticeView({ language, why, hiddenLines: 3, requester: unproved }))],
    [`an escalation, ${language}`, escalation(escalationView({ language }))],
    [`a list of commands, ${language}`, commandHelp(help)],
  ] as const;
});

const quote = (text: string, mark = '> ') => text.split('\n').map((line) => `${mark}${line}`.trimEnd());
/** As programs do that give the `>` to the first line of each only. */
const wrapped = (text: string, width: number) =>
  text
    .split('\n')
    .flatMap((line) => `> ${line}`.replace(new RegExp(`(?=.{${width}})(.{1,${width}}) `, 'g'), '$1\n').split('\n'));

/** The lines above the quote, by program and language. */
const MARKED: readonly (readonly [name: string, head: string])[] = [
  ['Gmail', 'On Mon, 30 Nov 2026 at 10:30, Acme <help@desk.example> wrote:\n'],
  ['Gmail, Italian', 'Il giorno lun 30 nov 2026 alle ore 10:30 Acme <help@desk.example> ha\nscritto:\n'],
  ['Gmail, German', 'Am Mo., 30. Nov. 2026 um 10:30 Uhr schrieb Acme <help@desk.example>:\n'],
  ['Apple Mail', 'On 30 Nov 2026, at 10:30, Acme <help@desk.example> wrote:\n'],
  ['Apple Mail, Italian', 'Il giorno 30 nov 2026, alle ore 10:30, Acme <help@desk.example> ha scritto:\n'],
  ['Thunderbird', 'On 30/11/2026 10:30, Acme wrote:'],
  ['Thunderbird, German', 'Am 30.11.26 um 10:30 schrieb Acme:'],
  ['Thunderbird, Italian', 'Il 30/11/2026 10:30, Acme ha scritto:'],
];
const UNMARKED: readonly (readonly [name: string, head: string])[] = [
  [
    'Outlook',
    'From: Acme <help@desk.example>\nSent: Monday, November 30, 2026 10:30 AM\nTo: Ada\nSubject: [T-4F7K2M9Q] P1 Orders\n',
  ],
  [
    'Outlook, Italian',
    '-----Messaggio originale-----\nDa: Acme <help@desk.example>\nInviato: lunedì 30 novembre 2026 10:30\nA: Ada\nOggetto: [T-4F7K2M9Q] P1 Orders\n',
  ],
  [
    'Outlook for the web',
    `${'_'.repeat(32)}\nVon: Acme <help@desk.example>\nGesendet: Montag, 30. November 2026 10:30\nAn: Ada\nBetreff: [T-4F7K2M9Q] P1 Orders\n`,
  ],
  [
    'Outlook on a phone',
    `Get Outlook for iOS<https://aka.example/o0ukef>\n${'_'.repeat(32)}\nFrom: Acme <help@desk.example>\nSent: Monday, November 30, 2026 10:30:12 AM\nTo: Ada <ada@desk.example>\nSubject: [T-4F7K2M9Q] P1 Orders\n`,
  ],
  ['Yahoo', '    On Monday, November 30, 2026 at 10:30:00 AM GMT+1, Acme <help@desk.example> wrote:  \n'],
];
const shapes = notices.flatMap(([notice, { text, html }]) => [
  ...MARKED.map(([program, head]) => [`${program}, ${notice}`, head, quote(text)] as const),
  ...MARKED.map(([program, head]) => [`${program} from HTML, ${notice}`, head, quote(htmlToText(html))] as const),
  ...UNMARKED.map(([program, head]) => [`${program}, ${notice}`, head, text.split('\n')] as const),
  ...UNMARKED.map(
    ([program, head]) => [`${program} from HTML, ${notice}`, head, htmlToText(html).split('\n')] as const,
  ),
]);
const marked = shapes.filter(([, , quoted]) => quoted.every((line) => line.startsWith('>')));
const unmarked = shapes.filter(([, , quoted]) => !quoted.every((line) => line.startsWith('>')));

describe('what an agent wrote around a notice', () => {
  it.each(shapes)('above: %s', (_, head, quoted) => {
    const reply = visibleReply(`It works again.\n\nAda\n\n${head}\n${quoted.join('\n')}`);
    expect(reply).toEqual({ text: 'It works again.\n\nAda', isDoubtful: false });
  });

  it.each(shapes)('below: %s', (_, head, quoted) => {
    const reply = visibleReply(
      `${head}\n${quoted.join('\n')}\n\nIt works again.\n\nAda\n\n-- \nAda Bianchi\nExample Ltd`,
    );
    expect(reply).toEqual({ text: 'It works again.\n\nAda', isDoubtful: false });
  });

  it.each(shapes)('above and below: %s', (_, head, quoted) => {
    const reply = visibleReply(`Hello,\n\n${head}\n${quoted.join('\n')}\n\nIt works again.`);
    expect(reply.text).toBe('Hello,\n\nIt works again.');
  });

  it.each(marked)('between the lines: %s', (_, head, quoted) => {
    const middle = Math.floor(quoted.length / 2);
    const lines = [...quoted.slice(0, middle), '', 'Yes, it works.', '', ...quoted.slice(middle), '', 'Bye, Ada'];
    expect(visibleReply(`${head}\n${lines.join('\n')}`)).toEqual({
      text: 'Yes, it works.\n\nBye, Ada',
      isDoubtful: false,
    });
  });

  it.each(unmarked)('is kept back where it may stand between unmarked lines: %s', (_, head, quoted) => {
    const middle = Math.floor(quoted.length / 2);
    const lines = [...quoted.slice(0, middle), 'Yes, it works.', ...quoted.slice(middle)];
    expect(visibleReply(`${head}\n${lines.join('\n')}`)).toEqual({ text: '', isDoubtful: true });
    expect(visibleReply(`See my answers below in red.\n\n${head}\n${lines.join('\n')}`).isDoubtful).toBe(true);
  });

  it.each([
    'Please follow the steps below:\n\n1. Restart the server.\n2. Log in again.',
    'See the list below.\n- green\n- red\n\nRegards\nAda',
    'Trova di seguito i passi:\n a) riavviare\n b) accedere',
  ])('points to its own list: %s', (own) => {
    for (const [, head, quoted] of shapes)
      expect(visibleReply(`${own}\n\n${head}\n${quoted.join('\n')}`)).toEqual({ text: own, isDoubtful: false });
  });

  it.each(['See my answers below.\n\nRegards\nAda Neri', '- Hello\n\nmy answers are below:'])(
    'points to what cannot be told: %s',
    (own) => {
      for (const [, head, quoted] of shapes)
        expect(visibleReply(`${own}\n\n${head}\n${quoted.join('\n')}`).isDoubtful).toBe(true);
    },
  );

  it.each(notices)('is never a line that was broken off the quote: %s', (_, { text }) => {
    for (const width of [70, 74, 78]) {
      const [head] = MARKED[0]?.slice(1) ?? [];
      const above = visibleReply(`It works.\n\n${head}\n${wrapped(text, width).join('\n')}`);
      expect(above.text.split('\n')[0]).toBe('It works.');
      for (const line of above.text.split('\n').slice(1)) expect(text).not.toContain(line || '\0');
    }
  });

  it.each(shapes)('is nothing of a notice whose first line was taken away: %s', (_, head, quoted) => {
    const beheaded = quoted.slice(quoted.findIndex((line) => line.includes('##-')) + 2);
    const { text } = visibleReply(`It works.\n\n${head}\n${beheaded.join('\n')}`);
    expect(['It works.', '']).toContain(text);
    expect(visibleReply(beheaded.join('\n')).text).toBe('');
  });

  it('is found where a program wrapped the markers', () => {
    const lines = [
      '> ##- Reply above this line · Rispondi',
      '> sopra questa riga -##',
      '> internal',
      '> ##- End of the notice ·',
      '> Fine della notifica -##',
    ];
    expect(visibleReply(`Yes.\n\n${lines.join('\n')}\n\nBye.`).text).toBe('Yes.\n\nBye.');
    const bare = lines.map((line) => line.slice(2));
    expect(visibleReply(`Yes.\n\n${bare.join('\n')}\n\nBye.`).text).toBe('Yes.\n\nBye.');
  });

  it('cannot be forged by a customer who writes a marker', () => {
    for (const marker of [REPLY_MARKER, NOTICE_END]) {
      const { text } = agentNotice(agentNoticeView({ text: `${marker}\nBuy this` }));
      expect(text.split(marker)).toHaveLength(2);
      expect(withoutMarkers(marker)).not.toContain('##-');
      expect(visibleReply(`${UNMARKED[0]?.[1]}\n${text}\nIt works.`).text).toBe('It works.');
    }
  });

  it('is held back as a whole when a sentence of the notice is in it', () => {
    const pasted = 'Look:\n\nReply to this mail: your answer goes to the customer\nand stops the clock.';
    expect(visibleReply(pasted)).toEqual({ text: '', isDoubtful: true });
  });
});
