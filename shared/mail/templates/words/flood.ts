import type { Language } from '../../../language.ts';

/** What the team reads of a flood; only the team does. */
type FloodWords = {
  new: (count: number, critical: number) => string;
  late: (count: number, critical: number) => string;
  meaning: string;
  howTo: string;
  answer: string;
};

export const FLOOD_WORDS: Readonly<Record<Language, FloodWords>> = {
  en: {
    new: (count, critical) => `Flood: ${count === 1 ? '1 new ticket' : `${count} new tickets`}, ${critical} of them P1`,
    late: (count, critical) =>
      `Flood: ${count === 1 ? '1 ticket waits' : `${count} tickets wait`} for an answer, ${critical} of them P1`,
    meaning:
      'More unproved requests of one sender or domain came within an hour than people write. Each is a ticket with its clock; their writers were not acknowledged.',
    howTo: 'To answer one, open it or write to its own address. An answer to this mail goes to none of them.',
    answer: 'Answer by mail',
  },
  it: {
    new: (count, critical) => `Ondata: ${count === 1 ? '1 nuovo' : `${count} nuovi`} ticket, di cui ${critical} P1`,
    late: (count, critical) =>
      `Ondata: ${count} ticket ${count === 1 ? 'attende' : 'attendono'} una risposta, di cui ${critical} P1`,
    meaning:
      'In un’ora sono arrivate più richieste non verificate di un mittente o dominio di quante una persona ne scriva. Ognuna è un ticket con il suo tempo; chi le ha scritte non ha avuto conferma.',
    howTo:
      'Per rispondere a un ticket, aprirlo o scrivere al suo indirizzo. Una risposta a questa e-mail non va a nessuno di loro.',
    answer: 'Rispondere per e-mail',
  },
};
