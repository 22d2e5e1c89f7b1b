import type { Language } from '../../../language.ts';
import type { NoticeKind } from '../agent-notice-parts.ts';

/** What the team reads of notices that came at once; only the team does. */
type NoticeDigestWords = {
  title: (count: number) => string;
  meaning: string;
  howTo: string;
  answer: string;
  /** What a line is about. */
  kind: Record<NoticeKind, string>;
};

export const NOTICE_DIGEST_WORDS: Readonly<Record<Language, NoticeDigestWords>> = {
  en: {
    title: (count) => (count === 1 ? '1 notice' : `${count} notices in one mail`),
    meaning:
      'What came at once, or can wait a minute, goes in one mail. Nothing else was sent of this; a clock that runs goes on.',
    howTo: 'To answer one, open it or write to its own address. An answer to this mail goes to none of them.',
    answer: 'Answer by mail',
    kind: {
      new: 'New ticket',
      again: 'The customer wrote again',
      outside: 'Somebody from outside wrote',
      claimed: 'Perhaps one of the conversation wrote, not proved',
      astray: 'One of the conversation wrote, perhaps not to this ticket',
      assigned: 'A ticket was assigned to you',
      mentioned: 'A note asks for you',
      awake: 'A snoozed ticket is awake',
      answered: 'A colleague answered',
      returned: 'An answer came back',
      undelivered: 'The customer did not get our mail',
      unsent: 'A reader did not get an answer',
      complaint: 'A mail of ours was called spam',
      other: 'Somebody else wrote',
      undone: 'What you wrote was not done',
    },
  },
  it: {
    title: (count) => (count === 1 ? '1 avviso' : `${count} avvisi in una sola e-mail`),
    meaning:
      'Ciò che arriva insieme, o può aspettare un minuto, va in una sola e-mail. Di questo non è stato inviato altro; un tempo che corre continua.',
    howTo:
      'Per rispondere a un ticket, aprirlo o scrivere al suo indirizzo. Una risposta a questa e-mail non va a nessuno di loro.',
    answer: 'Rispondere per e-mail',
    kind: {
      new: 'Nuovo ticket',
      again: 'Il cliente ha scritto di nuovo',
      outside: 'Ha scritto qualcuno di esterno',
      claimed: 'Forse ha scritto uno della conversazione, non provato',
      astray: 'Ha scritto uno della conversazione, forse non per questo ticket',
      assigned: 'Ti è stato assegnato un ticket',
      mentioned: 'Una nota ti chiama',
      awake: 'Un ticket rimandato è di nuovo attivo',
      answered: 'Ha risposto un collega',
      returned: 'Una risposta è tornata indietro',
      undelivered: 'Il cliente non ha ricevuto la nostra e-mail',
      unsent: 'Un lettore non ha ricevuto una risposta',
      complaint: 'Una nostra e-mail è stata segnalata come spam',
      other: 'Ha scritto qualcun altro',
      undone: 'Quello che hai scritto non è stato eseguito',
    },
  },
};
