import { describe, expect, it } from 'vitest';
import { priorityLine } from '../../../../shared/mail/priority-line.ts';
import { acknowledgement } from '../../../../shared/mail/templates/acknowledgement.ts';
import { acknowledgementView } from './views.ts';

const evil = {
  subject: 'Buy <b>pills</b> at evil.example',
  requester: { name: 'Click evil.example', verified: false },
};

describe('an acknowledgement', () => {
  it('says in the customer’s language and zone by when an answer comes', () => {
    const { subject, text, html } = acknowledgement(acknowledgementView({ language: 'it', subject: 'Ordini fermi' }));
    expect(subject).toBe('Re: Ordini fermi [T-4F7K2M9Q]');
    for (const part of [text, html.replaceAll('\u00a0', ' ')]) {
      expect(part).toContain('lunedì 30 novembre 2026, 10:30 (Europe/Rome, UTC+1)');
      expect(part).toContain('Ordini fermi');
      expect(part).toContain('T-4F7K2M9Q');
      expect(part).toContain('Basic');
    }
  });

  it('reads in English with the zone of New York', () => {
    const { text } = acknowledgement(acknowledgementView({ timeZone: 'America/New_York' }));
    expect(text).toContain('Monday 30 November 2026, 04:30 (America/New_York, UTC-5)');
  });

  it.each([
    [1, 'critical', 'stay available'],
    [2, 'moderate', 'impaired'],
    [3, 'minimal', 'working hours'],
    [4, 'no impact', 'working hours'],
  ] as const)('names priority %i and what it asks of the customer', (priority, name, duty) => {
    const { text, html } = acknowledgement(acknowledgementView({ priority }));
    for (const part of [text, html]) {
      expect(part).toContain(`P${priority}`);
      expect(part).toContain(name);
      expect(part).toContain(duty);
    }
  });

  it('echoes nothing of a sender who proved nothing', () => {
    const { subject, text, html } = acknowledgement(acknowledgementView(evil));
    expect(subject).toBe('We have received your request [T-4F7K2M9Q]');
    expect(text + html).not.toMatch(/pills|evil\.example/);
  });

  it('shows markup in a subject as text', () => {
    const { html } = acknowledgement(acknowledgementView({ subject: '<img src=x onerror=alert(1)>' }));
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toContain('<img');
  });

  it('says why the answer comes then, if it is known', () => {
    const why = 'Two hours of assistance.';
    const { text, html } = acknowledgement(acknowledgementView({ why }));
    expect(text).toContain(why);
    expect(html).toContain(why);
  });

  it('says how to choose a priority', () => {
    expect(acknowledgement(acknowledgementView()).text).toContain('Reply with P1, P2, P3 or P4 on a line of its own');
    expect(acknowledgement(acknowledgementView({ language: 'it' })).text).toContain('scrivendo P1, P2, P3 o P4');
  });

  it('is not itself taken for a declaration when it comes back', () => {
    for (const language of ['en', 'it'] as const) {
      expect(priorityLine(acknowledgement(acknowledgementView({ language })).text)).toBeUndefined();
    }
  });

  it.each([
    ['email', 'thank you for writing'],
    ['webhook', 'thank you for writing'],
    ['phone', 'thank you for your call'],
    ['agent', 'we have opened ticket'],
  ] as const)('of a request by %s says: %s', (channel, words) => {
    const { text, html } = acknowledgement(acknowledgementView({ channel }));
    for (const part of [text, html]) expect(part).toContain(words);
    if (channel !== 'email' && channel !== 'webhook') expect(text + html).not.toContain('writing');
  });

  it.each(['en', 'it'] as const)('promises nothing that is past (%s)', (language) => {
    const { text, html } = acknowledgement(
      acknowledgementView({ language, now: '2026-11-30T09:30:01.000Z', why: 'Why.' }),
    );
    for (const part of [text, html]) {
      expect(part).toMatch(/This is late|Siamo in ritardo/);
      expect(part).not.toMatch(/Answer by|Risposta entro|at the latest|al più tardi|Why\./);
    }
  });
});
