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
    meaning: 'More came at once than anybody reads mail by mail. Nothing else was sent of these, and their clocks run.',
    howTo: 'To answer one, open it or write to its own address. An answer to this mail goes to none of them.',
    answer: 'Answer by mail',
    kind: {
      new: 'New ticket',
      again: 'The customer wrote again',
      outside: 'Somebody from outside wrote',
      assigned: 'A ticket was assigned to you',
      returned: 'A mail came back',
      other: 'Somebody else wrote',
    },
  },
  it: {
    title: (count) => (count === 1 ? '1 avviso' : `${count} avvisi in una sola e-mail`),
    meaning:
      'Ne sono arrivati più di quanti se ne leggano uno per uno. Di questi non è stato inviato altro, e il loro tempo corre.',
    howTo:
      'Per rispondere a un ticket, aprirlo o scrivere al suo indirizzo. Una risposta a questa e-mail non va a nessuno di loro.',
    answer: 'Rispondere per e-mail',
    kind: {
      new: 'Nuovo ticket',
      again: 'Il cliente ha scritto di nuovo',
      outside: 'Ha scritto qualcuno di esterno',
      assigned: 'Ti è stato assegnato un ticket',
      returned: 'Un’e-mail è tornata indietro',
      other: 'Ha scritto qualcun altro',
    },
  },
};
