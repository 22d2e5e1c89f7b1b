import { describe, expect, it } from 'vitest';
import { REPLY_MARKER, visibleReply as replyOf } from '../../../shared/mail/reply-text.ts';

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
});
