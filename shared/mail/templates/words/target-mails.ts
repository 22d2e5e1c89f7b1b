import type { Language } from '../../../language.ts';

/** What a contact who is no agent reads, and an admin of a target that was given up. */
export type TargetMailWords = {
  /** Why a contact gets this; `name` is the target's. */
  why: (name: string) => string;
  givenUp: {
    subject: (name: string) => string;
    meaning: (days: number) => string;
    /** Of one that has said itself that it is no more. */
    gone: string;
    mend: string;
  };
  label: { target: string; since: string; failures: string; why: string; command: string };
};

export const TARGET_MAIL_WORDS: Readonly<Record<Language, TargetMailWords>> = {
  en: {
    why: (name) =>
      `You get this mail since an admin of the support desk named this address as the contact “${name}”. Nobody reads answers to it.`,
    givenUp: {
      subject: (name) => `Nothing goes to ${name} any more`,
      meaning: (days) => `Every try has failed for ${days} days, so nothing is sent there until somebody mends it.`,
      gone: 'It has said that it is no more, so nothing is sent there until somebody mends it.',
      mend: 'Mend it on the other side, or give its new address (targets add). Try it with targets test: once that works, it is told what happens from then on, and what waited meanwhile is among the dead letters.',
    },
    label: { target: 'Target', since: 'Failing since', failures: 'Tries', why: 'Why', command: 'To try it' },
  },
  it: {
    why: (name) =>
      `Ricevi questa mail perché un amministratore del supporto ha indicato questo indirizzo come contatto “${name}”. Nessuno legge le risposte.`,
    givenUp: {
      subject: (name) => `A ${name} non arriva più niente`,
      meaning: (days) =>
        `Da ${days} giorni ogni tentativo fallisce: non vi si manda più niente finché qualcuno non lo ripara.`,
      gone: 'Ha risposto di non esistere più: non vi si manda più niente finché qualcuno non lo ripara.',
      mend: 'Riparalo dall’altra parte, o indica il nuovo indirizzo (targets add). Provalo con targets test: quando funziona, riceve ciò che accade da allora in poi; ciò che intanto aspettava è tra i messaggi non consegnati.',
    },
    label: {
      target: 'Destinazione',
      since: 'Fallisce da',
      failures: 'Tentativi',
      why: 'Perché',
      command: 'Per provare',
    },
  },
};
