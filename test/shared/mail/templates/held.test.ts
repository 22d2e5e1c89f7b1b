import { describe, expect, it } from 'vitest';
import { gathered } from '../../../../shared/mail/templates/gathered.ts';
import { heldDigest } from '../../../../shared/mail/templates/held-digest.ts';
import { heldNotice } from '../../../../shared/mail/templates/held-notice.ts';
import { gatheredView, heldDigestView, heldNoticeView } from './views.ts';

const parts = ({ text, html }: { text: string; html: string }) => [text, html];

describe('a notice of held mail', () => {
  it('has the command of a reply alone on no line, or its own quote would be one', () => {
    for (const reason of ['spam', 'virus'] as const) {
      const { text } = heldNotice(heldNoticeView({ reason }));
      expect(text.split('\n').filter((line) => /^\s*#release/.test(line))).toEqual([]);
    }
  });

  it('asks for the word that a virus needs, twice', () => {
    for (const part of parts(heldNotice(heldNoticeView({ reason: 'virus' })))) {
      expect(part).toContain('#release virus');
      expect(part).toContain('?accept=virus');
    }
  });

  it('says when nobody claims to have written it, and when there is no subject', () => {
    const { subject, text } = heldNotice({ ...heldNoticeView({ subject: '' }), from: undefined } as never);
    expect(subject).toMatch(/\(no subject\)$/);
    expect(text).toMatch(/^From: +\?$/m);
  });

  it('shows a stranger’s subject as text', () => {
    expect(heldNotice(heldNoticeView({ subject: '<img src=x>' })).html).not.toContain('<img');
  });

  it.each([
    [
      'a form',
      { detail: 'of this network' },
      ['A form is held', 'too many had come before it (of this network)'],
      ['Un modulo è trattenuto', 'da una pagina'],
    ],
    [
      'a message by link',
      { detail: 'T-4F7K2M9Q', isByLink: true },
      ['A message by link is held', 'too many had come before it (T-4F7K2M9Q)'],
      ['Un messaggio da link è trattenuto', 'da una pagina'],
    ],
  ] as const)('of too many says what it is: %s', (_, change, english, italian) => {
    const page = { reason: 'page flood', ...change } as const;
    for (const [language, words] of [
      ['en', english],
      ['it', italian],
    ] as const) {
      const { text } = heldNotice(heldNoticeView({ language, ...page }));
      for (const said of words) expect(text.replaceAll(/\s+/g, ' ')).toContain(said);
    }
  });

  it('speaks Italian', () => {
    expect(heldNotice(heldNoticeView({ language: 'it' })).text).toContain('Per rilasciarla');
  });
});

describe('the digest of held mail', () => {
  it('counts, lists, and escapes', () => {
    const mail = heldDigest(heldDigestView());
    expect(mail.subject).toBe('Held mails: 54');
    for (const part of parts(mail)) {
      expect(part).toContain('41: it was taken for spam');
      expect(part).toContain('Q-06BV0M6PR09XT3K5Y2W4');
    }
    expect(mail.html).not.toContain('<b>everything');
    expect(mail.html).toContain('body=%23release%0A');
  });

  it('says that there are more than it counted', () => {
    expect(heldDigest(heldDigestView({ isMore: true })).subject).toBe('Held mails: 54+');
  });

  it('speaks Italian', () => {
    expect(heldDigest(heldDigestView({ language: 'it' })).subject).toBe('E-mail trattenute: 54');
  });
});

describe('one mail for the tickets of a flood', () => {
  it('names each, the critical first, with its deadline, its page and its own address', () => {
    const mail = gathered(gatheredView());
    expect(mail.subject).toBe('Flood: 2 new tickets, 1 of them P1');
    for (const part of parts(mail)) {
      expect(part.indexOf('T-4F7K2M9R')).toBeLessThan(part.indexOf('T-4F7K2M9Q'));
      for (const { ticketId, link, replyTo } of gatheredView().rows) {
        for (const each of [ticketId, link, replyTo]) expect(part).toContain(each);
      }
      expect(part).toContain('Rossi S.r.l.: anna@rossi.example (sender not verified)');
    }
  });

  it('says of each which level it has reached, and how late it is', () => {
    const rows = gatheredView().rows.map((row) => ({ ...row, level: 'breach' }));
    const { text } = gathered(gatheredView({ kind: 'late', rows, now: '2026-11-30T09:42:00.000Z' }));
    expect(text).toContain('Breach, Rossi S.r.l.: anna@rossi.example');
    expect(text).toContain('12 minutes late');
  });

  it('speaks Italian', () => {
    expect(gathered(gatheredView({ language: 'it' })).subject).toBe('Ondata: 2 nuovi ticket, di cui 1 P1');
  });
});
