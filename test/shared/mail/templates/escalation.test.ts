import { describe, expect, it } from 'vitest';
import { escalation } from '../../../../shared/mail/templates/escalation.ts';
import { escalationView } from './views.ts';

describe('an escalation', () => {
  it('says how late the answer is, who waits, and shows the thread', () => {
    const { subject, text, html } = escalation(escalationView());
    expect(subject).toBe('Breach: [T-4F7K2M9Q] P1 Orders are stuck since this morning');
    for (const part of [text, html]) {
      expect(part).toContain('An answer was due by Mon 30 Nov, 10:30 (UTC+1) (12 minutes late)');
      expect(part).toContain('Anna Rossi has been waiting since Fri 27 Nov, 16:30 (UTC+1) (for 2 days and 18 hours)');
      expect(part).toContain('Friday 27 November 2026, 16:30 (Europe/Rome, UTC+1)');
      expect(part).toContain('nothing leaves the warehouse.');
      expect(part).toContain('https://desk.example/tickets/T-4F7K2M9Q');
    }
  });

  it('warns of a promise that can still be kept', () => {
    const { subject, text } = escalation(escalationView({ level: 'warning', now: '2026-11-30T09:00:00.000Z' }));
    expect(subject).toMatch(/^Warning: /);
    expect(text).toContain('An answer is due by Mon 30 Nov, 10:30 (UTC+1) (in 30 minutes)');
  });

  it('speaks Italian', () => {
    const { subject, text } = escalation(escalationView({ language: 'it' }));
    expect(subject).toMatch(/^Scaduto: \[T-4F7K2M9Q\] P1/);
    expect(text).toContain('La risposta era dovuta entro lun 30 nov, 10:30 (UTC+1) (in ritardo di 12 minuti)');
  });

  it('names a level of the admin’s own as the settings do', () => {
    expect(escalation(escalationView({ level: 'board' })).subject).toMatch(/^board: /);
  });

  it('shows the request and the latest of a long thread, each within bounds', () => {
    const messages = Array.from({ length: 40 }, (_, index) => ({
      author: { name: 'Anna Rossi', address: 'anna@rossi.example', verified: true },
      at: '2026-11-27T15:30:00.000Z',
      text: `message ${index}. ${'x'.repeat(50_000)}`,
      isNote: false,
    }));
    const { text, html } = escalation(escalationView({ messages }));
    expect(text.match(/message \d+\./g)).toEqual([0, 31, 32, 33, 34, 35, 36, 37, 38, 39].map((n) => `message ${n}.`));
    expect(text).toContain('30 messages are left out here');
    expect(html.length).toBeLessThan(60_000);
  });

  it('marks internal notes', () => {
    const note = { author: { name: 'Ada' }, at: '2026-11-27T15:50:00.000Z', text: 'Who can look?', isNote: true };
    expect(escalation(escalationView({ messages: [note] })).text).toContain('Ada (internal note)');
  });

  it.each([
    ['verified', { verified: true }, /--- Anna Rossi <eve@evil\.example>, /, /From: +Anna Rossi <eve@evil\.example>$/m],
    [
      'not verified',
      { verified: false },
      /--- Anna Rossi <eve@evil\.example> \(sender not verified\), /,
      /^Anna Rossi <eve@evil\.example> \(sender not verified\) has been waiting/m,
    ],
    [
      'from outside',
      { verified: true, isOutside: true },
      /--- Anna Rossi <eve@evil\.example> \(from outside\), /,
      /From: +Anna Rossi <eve@evil\.example> \(from outside\)$/m,
    ],
    [
      'from outside and not verified',
      { verified: false, isOutside: true },
      /--- Anna Rossi <eve@evil\.example> \(from outside, sender not verified\), /,
      /From: +Anna Rossi <eve@evil\.example> \(from outside, sender not verified\)$/m,
    ],
  ])('names a writer by address and not by the claimed name alone: %s', (_, doubt, caption, fact) => {
    const author = { name: 'Anna Rossi', address: 'eve@evil.example', ...doubt };
    const message = { author, at: '2026-11-27T15:50:00.000Z', text: 'It works again.', isNote: false };
    const { text, html } = escalation(escalationView({ requester: author, messages: [message] }));
    expect(text).toMatch(caption);
    expect(text).toMatch(fact);
    expect(html).toContain('Anna Rossi &lt;eve@evil.example&gt;');
  });

  it('says so in Italian', () => {
    const author = { name: 'Anna', address: 'eve@evil.example', verified: false, isOutside: true };
    const message = { author, at: '2026-11-27T15:50:00.000Z', text: 'Funziona.', isNote: false };
    const { text } = escalation(escalationView({ language: 'it', messages: [message] }));
    expect(text).toContain('Anna <eve@evil.example> (esterno alla conversazione, mittente non verificato)');
  });
});
