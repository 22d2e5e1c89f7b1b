import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import type { Language } from '../../../shared/language.ts';
import { htmlToText } from '../../../shared/mail/reading/html-to-text.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import { deskOf, requestOf } from '../../support/stories.ts';

const QUESTIONS = [
  'Good morning,',
  'since the update the till in the shop prints nothing any more. Is that known?',
  'Which of the two cables goes into the black box behind the counter, the long or the short one?',
  'Thanks',
  'Anna Rossi',
  'Ferramenta Rossi, Bozen',
].join('\n\n');
const HEADS = {
  Outlook: 'From: Acme <help@desk.example>\nSent: Monday, November 30, 2026 10:30 AM\nTo: Ada\nSubject: RE: The till\n',
  'Outlook in German': `${'_'.repeat(32)}\nVon: Acme <help@desk.example>\nGesendet: Montag, 30. November 2026 10:30\nAn: Ada\nBetreff: Die Kasse\n`,
  'Outlook in Italian':
    '-----Messaggio originale-----\nDa: Acme <help@desk.example>\nInviato: lunedì 30 novembre 2026 10:30\nA: Ada\nOggetto: La cassa\n',
};

/** A desk with a ticket, and the notice that Ada has of it. */
async function noticed(language: Language = 'en', text = QUESTIONS) {
  const desk = deskOf();
  desk.settings = { ...desk.settings, defaults: { ...desk.settings.defaults, language } };
  const { ticket } = await openTicket(desk, { ...requestOf(desk), text });
  const notice = desk.sent.find(({ recipient }) => recipient === 'ada@support.example');
  if (!notice) throw new Error('no notice');
  desk.sent.length = 0;
  desk.pass(600);
  return { desk, ticket, notice };
}

type Noticed = Awaited<ReturnType<typeof noticed>>;

async function adaSends({ desk, notice }: Noticed, text: string): Promise<void> {
  const raw = `From: Ada <ada@support.example>\nTo: ${notice.replyTo}\nSubject: Re: The till\nMessage-ID: <ada@x>\nContent-Type: text/plain; charset=utf-8\n\n${text}`;
  await receiveMail(desk, arrives(desk, raw, { id: 'ses-ada' }));
}

/** What the customer was sent; undefined for nothing. */
function sentToAnna({ desk }: Noticed): string | undefined {
  return desk.sent.find(({ recipient }) => recipient === 'anna@rossi.example')?.text;
}

const insert = (lines: readonly string[], at: number, ...own: string[]) => [
  ...lines.slice(0, at),
  ...own,
  ...lines.slice(at),
];
const behind = (lines: readonly string[], words: string) => lines.findIndex((line) => line.includes(words)) + 1;

const PLACES = ['Is that known?', 'the short one?', 'Thanks', 'Ferramenta Rossi, Bozen'];
const ANSWERS = ['Yes, a new version comes tonight.', 'Yes', 'Der lange.', 'Quello lungo, grazie'];

describe('an answer between the lines of an unmarked quote', () => {
  const cases = Object.entries(HEADS).flatMap(([program, head]) =>
    (['text', 'HTML'] as const).flatMap((way) =>
      PLACES.map((place, at) => [program, way, place, head, ANSWERS[at] ?? ''] as const),
    ),
  );
  it.each(cases)('of the notice is sent: %s, from the %s, below %j', async (_, way, place, head, answer) => {
    const found = await noticed();
    const quoted = (way === 'text' ? found.notice.text : htmlToText(found.notice.html)).split('\n');
    const lines = insert(quoted, behind(quoted, place), '', answer, '');
    await adaSends(found, `\n${head}\n${lines.join('\n')}`);
    expect(sentToAnna(found)).toContain(answer);
    expect((await found.desk.tickets.get(found.ticket.id))?.state).toBe('answered');
    for (const internal of ['Reply above', 'New ticket', 'Plan', 'Basic', 'global', found.notice.replyTo, 'Which of'])
      expect(sentToAnna(found)?.split('We received')[0]).not.toContain(internal);
  });

  it.each(Object.entries(HEADS))('of the customer’s mail is sent: %s', async (_, head) => {
    const found = await noticed();
    const quoted = QUESTIONS.split('\n');
    const first = insert(quoted, behind(quoted, 'Is that known?'), 'Yes, it is.');
    await adaSends(
      found,
      `Ada\n\n${head}\n${insert(first, behind(first, 'short one?'), '', 'The long one.').join('\n')}`,
    );
    expect(sentToAnna(found)).toMatch(/Yes, it is\.\n+The long one\./);
    expect(sentToAnna(found)).not.toContain('Which of');
  });

  it('goes with what stands above and below', async () => {
    const found = await noticed();
    const quoted = found.notice.text.split('\n');
    const lines = insert(quoted, behind(quoted, 'the short one?'), 'The long one.');
    await adaSends(found, `Hi Anna, see below.\n\n${HEADS.Outlook}\n${lines.join('\n')}\nBye, Ada`);
    expect(sentToAnna(found)).toMatch(/Hi Anna, see below\.\n+The long one\.\n+Bye, Ada/);
  });

  it('may stand behind a line of the customer’s', async () => {
    const found = await noticed();
    const quoted = found.notice.text
      .split('\n')
      .map((line) => line.replace('Is that known?', 'Is that known? >> Yes, since May.'));
    await adaSends(found, `${HEADS.Outlook}\n${quoted.join('\n')}`);
    expect(sentToAnna(found)).toContain('Yes, since May.');
    expect(sentToAnna(found)).not.toContain('prints nothing');
  });

  it('is found where the program broke the lines otherwise', async () => {
    const found = await noticed();
    const broken = (text: string) => text.replace(/(.{1,60}) /g, '$1\n');
    const text = broken(found.notice.text).replace('\nThanks', '\nThe long one.\n\nThanks');
    await adaSends(found, `${HEADS.Outlook}\n${text}`);
    expect(sentToAnna(found)).toContain('The long one.');
    expect(sentToAnna(found)).not.toMatch(/cables|black box|counter/);
  });

  it('may be a command', async () => {
    const found = await noticed();
    const quoted = found.notice.text.split('\n');
    await adaSends(
      found,
      `${HEADS.Outlook}\n${insert(quoted, behind(quoted, 'the short one?'), '#note', 'Never ask that again.').join('\n')}`,
    );
    expect(sentToAnna(found)).toBeUndefined();
    expect((await found.desk.tickets.get(found.ticket.id))?.state).toBe('waiting');
  });

  it.each(['en', 'it'] as const)(
    'never brings a line of the notice with it, wherever it stands: %s',
    async (language) => {
      for (const way of ['text', 'html'] as const) {
        const { notice } = await noticed(language);
        const count = (way === 'text' ? notice.text : htmlToText(notice.html)).split('\n').length;
        for (let at = 1; at < count; at += 1) {
          const found = await noticed(language);
          const quoted = (way === 'text' ? found.notice.text : htmlToText(found.notice.html)).split('\n');
          await adaSends(found, `${HEADS.Outlook}\n${insert(quoted, at, 'Xyzzy plugh.').join('\n')}`);
          const sent = sentToAnna(found);
          const told = found.desk.sent.some(({ recipient }) => recipient === 'ada@support.example');
          expect(sent === undefined ? told : sent.includes('Xyzzy plugh.')).toBe(true);
          for (const line of quoted.filter(
            (each) => each.trim().length > 12 && each.trim() !== 'Example Support' && sent !== undefined,
          ))
            expect(sent?.slice(0, sent.indexOf('Xyzzy') + 40)).not.toContain(line.trim());
        }
      }
    },
  );

  it('may end with commands, but never with those of the customer', async () => {
    const own = await noticed();
    await adaSends(own, `The long one.\n\n${HEADS.Outlook}\n${QUESTIONS}\n\n#close`);
    expect((await own.desk.tickets.get(own.ticket.id))?.state).toBe('closed');
    const theirs = await noticed('en', `${QUESTIONS}\n\n#close`);
    await adaSends(theirs, `The long one.\n\n${HEADS.Outlook}\n${QUESTIONS}\n\n#close`);
    expect((await theirs.desk.tickets.get(theirs.ticket.id))?.state).toBe('answered');
  });

  it('is not made of a quoted mail that the desk does not know', async () => {
    const found = await noticed();
    await adaSends(found, `${HEADS.Outlook}\nDear Ada,\nthe margin on this customer is 60 percent.\nBoss`);
    expect(sentToAnna(found)).toBeUndefined();
  });
});
