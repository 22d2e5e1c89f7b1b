import { describe, expect, it } from 'vitest';
import { announcesAnswer as announces } from '../../../../shared/mail/automatic/announces-answer.ts';
import { ROBOT_SUBJECTS } from '../../../../shared/mail/automatic/words/auto-subjects.ts';
import { agentSubject } from '../../../../shared/mail/templates/subjects.ts';
import { wordsFor } from '../../../../shared/mail/templates/words/words.ts';

const announcesAnswer = (subject: string) => announces(subject, ['warning', 'Alarm rot']);
const notice = (subject = 'The till', about?: string) => agentSubject(subject, 'T-4F7K2M9Q', 3, wordsFor('it'), about);

describe('a robot’s opening before the subject of a notice', () => {
  it.each(ROBOT_SUBJECTS)('announces its answer: %s', (opening) => {
    const [first = '', ...rest] = opening;
    expect(announcesAnswer(`${first.toUpperCase()}${rest.join('')}: ${notice()}`)).toBe(true);
  });

  it.each([
    ['without a subject', `Risposta automatica: ${notice('')}`],
    ['of a ticket that asks', `Automatic reply: ${notice('Why is the till down?')}`],
    ['of a notice with a title', `Abwesenheitsnotiz: ${notice('The till', 'Not sent')}`],
    ['of an escalation', `Automatic reply: Scaduto: ${notice()}`],
    ['of an escalation of a level that the settings name', `Automatic reply: Alarm rot: ${notice()}`],
    ['of a ticket that is called so', `Automatic reply: ${notice('Automatic reply: broken')}`],
    ['with the mark of a gateway between', `Automatische Antwort: [EXTERN] ${notice()}`],
    ['with the mark of a gateway before it', `[EXTERNAL] Automatisch antwoord: ${notice()}`],
    ['in brackets', `[Automatic reply] ${notice()}`],
    ['behind a dash', `Out of office - ${notice()}`],
    ['without a space', `Réponse automatique :${notice()}`],
  ])('%s', (_, subject) => {
    expect(announcesAnswer(subject)).toBe(true);
  });
});

describe('what a person writes announces nothing', () => {
  it.each([
    ...['Re: ', 'RE: ', 'AW: ', 'R: ', 'Antw: ', 'SV: ', 'Odp: ', 'Ref: ', '回复: ', ''].map(
      (mark) => `${mark}${notice()}`,
    ),
    `Re: Automatic reply: ${notice()}`,
    `AW: Automatische Antwort: ${notice()}`,
    `Automatic reply: Re: ${notice()}`,
    `Fwd: Automatic reply: ${notice()}`,
    notice('Automatic reply: broken'),
    `Re: ${notice('Out of office')}`,
    notice('The till', 'Automatic reply'),
    `[T-4F7K2M9Q] Automatic reply: ${notice()}`,
    notice('Automatic reply: [T-9Q4F7K2M] P3 The lift'),
    'Automatic reply: broken',
    `Automatic reply: broken: ${notice()}`,
    'Automatic reply broken: [T-4F7K2M9Q] P3 The till',
    'Automatic reply: it is broken, see [T-4F7K2M9Q] P3 The till',
    'Automatic reply [T-4F7K2M9Q]',
    'Automatic reply: [T-4F7K2M9Q]',
    'Automatic reply: [T-4F7K2M9Q] is no answer',
    'Out of office: the dates are wrong',
    'Risposta automatica da disattivare: [T-4F7K2M9Q] P3 La cassa',
    `Office: ${notice()}`,
    `Our automatic reply: ${notice()}`,
  ])('%s', (subject) => {
    expect(announcesAnswer(subject)).toBe(false);
  });
});
