import { describe, expect, it } from 'vitest';
import { REPLY_MARKER } from '../../../../shared/mail/reply-marker.ts';
import { agentNotice } from '../../../../shared/mail/templates/agent-notice.ts';
import { agentNoticeView } from './views.ts';

describe('a notice to an agent', () => {
  it('says what is to be done, by when, and how to answer', () => {
    const { subject, text, html } = agentNotice(agentNoticeView({ customer: 'Rossi S.r.l.' }));
    expect(subject).toBe('[T-4F7K2M9Q] P1 Orders are stuck since this morning');
    for (const part of [text, html.replaceAll('\u00a0', ' ')]) {
      expect(part).toContain('Monday 30 November 2026, 10:30 (Europe/Rome, UTC+1)');
      expect(part).toContain('in 2 days and 18 hours');
      expect(part).toContain('stops the clock');
      expect(part).toContain('Rossi S.r.l.');
      expect(part).toContain('https://desk.example/tickets/T-4F7K2M9Q');
      expect(part).toContain('nothing leaves the warehouse.');
    }
  });

  it('does not repeat the priority that the customer tagged, and keeps another one', () => {
    const subjectOf = (subject: string) => agentNotice(agentNoticeView({ subject })).subject;
    expect(subjectOf('[P1] Server down')).toBe('[T-4F7K2M9Q] P1 Server down');
    expect(subjectOf('[P3] Server down')).toBe('[T-4F7K2M9Q] P1 [P3] Server down');
    expect(subjectOf('[P1]')).toMatch(/^\[T-4F7K2M9Q\] P1 \S/);
  });

  it('never calls somebody the customer who is not, and says why a message was not taken for an answer', () => {
    const warnings = ['not taken as an answer: it is not from that agent', 'its From is not proved'];
    const { text, html } = agentNotice(agentNoticeView({ kind: 'other', warnings }));
    for (const part of [text, html]) {
      expect(part).toContain('Not from the customer');
      expect(part).not.toContain('wrote again');
      for (const warning of warnings) expect(part).toContain(warning);
    }
    expect(agentNotice(agentNoticeView({ kind: 'returned' })).text).toContain('An answer came back');
  });

  it('begins with the line above which the answer goes', () => {
    const { text, html } = agentNotice(agentNoticeView());
    expect(text.startsWith(REPLY_MARKER)).toBe(true);
    const shown = html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, '');
    expect(shown.trim().startsWith(REPLY_MARKER)).toBe(true);
  });

  it('has the same subject each time, so that notices of a ticket stay together', () => {
    const again = agentNoticeView({ kind: 'again', now: '2026-11-30T09:00:00.000Z' });
    expect(agentNotice(again).subject).toBe(agentNotice(agentNoticeView()).subject);
    expect(agentNotice(again).text).toContain('The customer wrote again');
  });

  it('marks a file that may run a program, in its own language', () => {
    const attachments = [
      { filename: 'invoice.pdf.exe', size: 1_200, url: 'https://desk.example/files/1' },
      { filename: 'door.pdf', size: 1_200 },
    ];
    const marks = { en: 'may run a program: open with care', it: 'può eseguire un programma: aprilo con cautela' };
    for (const language of ['en', 'it'] as const) {
      const { text, html } = agentNotice(agentNoticeView({ attachments, language }));
      for (const part of [text, html]) expect(part.split(marks[language])).toHaveLength(2);
      expect(text).toMatch(new RegExp(`invoice\\.pdf\\.exe \\(1[.,]2.kB; ${marks[language]}\\): https`));
    }
  });

  it('says how late the answer is', () => {
    expect(agentNotice(agentNoticeView({ now: '2026-11-30T09:45:00.000Z' })).text).toContain('15 minutes late');
  });

  it('promises no stopping of a clock that does not run', () => {
    const { text, html } = agentNotice(agentNoticeView({ answerBy: undefined }));
    expect(text + html).not.toContain('stops the clock');
    expect(text).toContain('no clock is running');
  });

  it('marks a sender who proved nothing', () => {
    const { text, html } = agentNotice(agentNoticeView({ requester: { address: 'x@y.example', verified: false } }));
    for (const part of [text, html])
      expect(part).toMatch(/sender is not verified[\s\S]*x@y\.example \(sender not verified\)/);
  });

  it('cuts a very long text and says so', () => {
    const { text, html } = agentNotice(agentNoticeView({ text: 'a'.repeat(100_000) }));
    expect(text.length).toBeLessThan(22_000);
    expect(html).toContain('The text goes on in the ticket.');
  });

  it('says how many lines of the mail it does not show, and where they are', () => {
    const { text, html } = agentNotice(agentNoticeView({ hiddenLines: 12 }));
    for (const part of [text, html]) expect(part).toContain('12 lines are not shown here (quote, signature)');
    expect(html).toMatch(/<a href="https:\/\/desk\.example\/tickets\/T-4F7K2M9Q"[^>]*>12 lines/);
    expect(agentNotice(agentNoticeView({ hiddenLines: 1 })).text).toContain('1 line is not shown here');
    expect(agentNotice(agentNoticeView()).text).not.toContain('not shown');
  });

  it('lists the files that came along, with a link to each that has one', () => {
    const attachments = [
      { filename: 'a<b>.png', size: 348_112 },
      { filename: 'log.txt', size: 12, url: 'https://desk.example/files/T-1/K/1/SIG' },
    ];
    const { text, html } = agentNotice(agentNoticeView({ attachments }));
    expect(text).toContain(
      'Attachments:\na<b>.png (348 kB)\nlog.txt (12 bytes): https://desk.example/files/T-1/K/1/SIG',
    );
    expect(html).toContain('a&lt;b&gt;.png');
    expect(html).toContain('<a href="https://desk.example/files/T-1/K/1/SIG" style="color:inherit">log.txt');
  });

  it.each(['en', 'it'] as const)('shows the time, and how far away it is beside it (%s)', (language) => {
    const { html } = agentNotice(agentNoticeView({ language }));
    const value = /font:600 18px[^>]*>([^<]*)</.exec(html)?.[1]?.replaceAll('\u00a0', ' ');
    expect(value).toMatch(/30 (November|novembre) 2026, 10:30 \(Europe\/Rome, UTC\+1\)/);
  });

  it.each([
    ['raised', true, 'The customer now declares priority 1: the ticket is raised.'],
    ['raised', false, 'Not verified'],
    ['proposed', true, 'so nothing has changed: raise it with #priority 1'],
    ['shown', true, 'The sender declares priority 1: nothing has changed.'],
  ] as const)('says what came of a declaration that is %s (verified: %s)', (outcome, verified, words) => {
    const requester = { address: 'anna@rossi.example', verified };
    const { text, html } = agentNotice(agentNoticeView({ requester, declares: { priority: 1, outcome } }));
    for (const part of [text, html]) expect(part).toContain(words);
  });

  it('speaks of what is urgent, re-opened and followed only where it is so', () => {
    const words = ['it is urgent', 're-opened it', 'follows ticket T-11111111'];
    const told = agentNotice(agentNoticeView({ isUrgent: true, isReopening: true, follows: 'T-11111111' })).text;
    const plain = agentNotice(agentNoticeView()).text;
    for (const each of words) expect([told.includes(each), plain.includes(each)]).toEqual([true, false]);
  });
});
