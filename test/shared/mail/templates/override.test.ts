import { describe, expect, it } from 'vitest';
import { en } from '../../../../shared/mail/templates/words/en.ts';
import { it as italian } from '../../../../shared/mail/templates/words/it.ts';
import { overrideWords } from '../../../../shared/mail/templates/words/override.ts';

describe("a deployment's own sentences", () => {
  it('stand in place of ours, and the others stay', () => {
    const words = overrideWords(en, { acknowledgement: { heading: 'Got it!' }, label: { plan: 'Contract' } }, 'en');
    expect([words.acknowledgement.heading, words.label.plan]).toEqual(['Got it!', 'Contract']);
    expect(words.acknowledgement.addMore).toBe(en.acknowledgement.addMore);
  });

  it('are filled in where they say so, in any order', () => {
    const own = { escalation: { waiting: '{duration} of silence for {name}, since {since}' } };
    const { waiting } = overrideWords(en, own, 'en').escalation;
    expect(waiting('Anna', 'noon', 'an hour')).toBe('an hour of silence for Anna, since noon');
  });

  it('end with one full stop, also behind a name that has one', () => {
    const { here } = overrideWords(en, { companyLink: { here: 'The list of {company}.' } }, 'en').companyLink;
    expect([here('Rossi & C.'), here('Rossi')]).toEqual(['The list of Rossi & C.', 'The list of Rossi.']);
    for (const words of [en, italian]) {
      expect(words.companyLink.here('Rossi & C.')).toMatch(/[^.] Rossi & C\.$/);
      expect(words.companyLink.here('Rossi')).toMatch(/ Rossi\.$/);
    }
  });

  it.each<[unknown, string]>([
    [{ answer: { footer: 'Goodbye' } }, 'en.answer.footer: the placeholder {ticketId} is missing'],
    [{ answer: { footer: '{ticketId} {agent}' } }, 'en.answer.footer: there is nothing to fill in for {agent}'],
    [{ label: { plan: '{name}' } }, 'en.label.plan: there is nothing to fill in for {name}'],
    [{ label: { colour: 'Red' } }, 'en.label.colour: there is no such text'],
    [{ label: 'Red' }, 'en.label: expected an object'],
    [{ label: { plan: 7 } }, 'en.label.plan: expected a text'],
    [{ commandHelp: { commands: 'none' } }, 'en.commandHelp.commands: this one cannot be changed'],
    [[], 'en: expected an object'],
  ])('%j does not fit', (own, message) => {
    expect(() => overrideWords(en, own, 'en')).toThrow(message);
  });

  it('know a placeholder for every sentence that is filled in, but the greeting', () => {
    const functions = Object.entries(en).flatMap(([group, sentences]) =>
      Object.entries(sentences)
        .filter(([, sentence]) => typeof sentence === 'function')
        .map(([name]) => [group, name]),
    );
    for (const [group = '', name = ''] of functions.filter(([, sentence]) => sentence !== 'greeting')) {
      expect(() => overrideWords(en, { [group]: { [name]: '' } }, 'en')).toThrow('expected a text');
      expect(() => overrideWords(en, { [group]: { [name]: 'nothing filled in' } }, 'en')).toThrow('is missing');
    }
  });
});
