import type { Language } from '../../../language.ts';

type HoldReason = 'virus' | 'spam' | 'auto-reply to nothing' | 'flood' | 'closed as spam' | 'to nobody' | PageReason;
/** Why what came by the online desk is held: its form, or, of `page flood`, a message by link too. */
type PageReason = 'page trap' | 'page too quick' | 'page links' | 'page token' | 'page challenge' | 'page flood';

/** What the team reads of held mails; only the team does. */
export type HeldWords = {
  /** Why a mail is held. */
  reason: Readonly<Record<HoldReason, string>>;
  heading: string;
  meaning: string;
  /** The same of a form of the online desk. */
  page: { heading: string; meaning: string; notReleased: string };
  /** The same of a message by link. */
  message: { heading: string; meaning: string; notReleased: string };
  proved: string;
  notProved: string;
  label: { sender: string; received: string; why: string; entry: string };
  release: string;
  byReply: (command: string) => string;
  byApi: string;
  virusNote: string;
  notReleased: string;
  noCommand: (command: string) => string;
  digest: {
    subject: (count: string) => string;
    heading: string;
    meaning: string;
    howMany: (count: string, reason: string) => string;
    newest: (count: number) => string;
    list: string;
    byReply: string;
    releaseLink: string;
  };
};

export const HELD_WORDS: Readonly<Record<Language, HeldWords>> = {
  en: {
    reason: {
      virus: 'a virus was found in it',
      spam: 'it was taken for spam',
      'auto-reply to nothing': 'a machine wrote it, and it answers nothing of ours',
      flood: 'too many mails of that sender came within an hour',
      'closed as spam': 'it was written to a ticket that was closed as spam, where it stands',
      'to nobody': 'it is in the name of one of the team and about no one ticket, and its writer was not told so',
      'page trap': 'it came by the form of a page, with a field filled that nobody sees',
      'page too quick': 'it came by the form of a page, within 3 seconds of its opening',
      'page links': 'it came by the form of a page, with more than 5 links',
      'page token': 'it came by the form of a page, with a token that we did not make, or that is older than a day',
      'page challenge': 'it came by the form of a page, and Turnstile did not say that a person sent it',
      'page flood': 'it came by a page, and too many had come before it',
    },
    heading: 'A mail is held',
    meaning:
      'It is no ticket, nobody was acknowledged and no clock runs. Let out, it is a ticket whose clock started when the mail came.',
    page: {
      heading: 'A form is held',
      meaning:
        'It is no ticket, nobody was acknowledged and no clock runs. Let out, it is a ticket whose clock started when the form came.',
      notReleased: 'The form was not let out',
    },
    message: {
      heading: 'A message by link is held',
      meaning:
        'It was written by the link to a ticket and is not there yet. Let out, it is where it would have been, as of when it came.',
      notReleased: 'The message was not let out',
    },
    proved: 'proved',
    notProved: 'not proved: anybody may have written this in their name',
    label: { sender: 'Sender', received: 'Received', why: 'Held because', entry: 'Entry' },
    release: 'To let it out',
    byReply: (command) => `Reply to this mail with ${command} alone on a line.`,
    byApi: 'Or by the API:',
    virusNote: 'With a virus, only the text becomes a ticket; its files stay where they are.',
    notReleased: 'The mail was not let out',
    noCommand: (command) => `Your reply has no line that is ${command} and nothing else.`,
    digest: {
      subject: (count) => `Held mails: ${count}`,
      heading: 'Mails that are held',
      meaning:
        'These became no tickets since the last digest, and nobody was told of them. They stay held until somebody lets them out.',
      howMany: (count, reason) => `${count}: ${reason}`,
      newest: (count) => (count === 1 ? 'The newest one' : `The newest ${count}`),
      list: 'All of them:',
      byReply: 'To let one out, write #release to its address, from your own:',
      releaseLink: 'Let it out',
    },
  },
  it: {
    reason: {
      virus: 'contiene un virus',
      spam: 'è stata presa per spam',
      'auto-reply to nothing': 'è stata scritta da una macchina e non risponde a nulla di nostro',
      flood: 'troppe e-mail di quel mittente sono arrivate in un’ora',
      'closed as spam': 'è stata scritta a un ticket chiuso come spam, dove si trova',
      'to nobody': 'è a nome di qualcuno del team, non riguarda un solo ticket e chi l’ha scritta non lo ha saputo',
      'page trap': 'è arrivata dal modulo di una pagina, con un campo compilato che nessuno vede',
      'page too quick': 'è arrivata dal modulo di una pagina, entro 3 secondi dall’apertura',
      'page links': 'è arrivata dal modulo di una pagina, con più di 5 link',
      'page token': 'è arrivata dal modulo di una pagina, con un token che non è nostro o ha più di un giorno',
      'page challenge':
        'è arrivata dal modulo di una pagina, e Turnstile non ha confermato che l’abbia inviata una persona',
      'page flood': 'è arrivata da una pagina, dopo troppe altre',
    },
    heading: 'Un’e-mail è trattenuta',
    meaning:
      'Non è un ticket, nessuno ha avuto conferma e nessun tempo corre. Se viene rilasciata diventa un ticket il cui tempo è partito all’arrivo dell’e-mail.',
    page: {
      heading: 'Un modulo è trattenuto',
      meaning:
        'Non è un ticket, nessuno ha avuto conferma e nessun tempo corre. Se viene rilasciato diventa un ticket il cui tempo è partito all’arrivo del modulo.',
      notReleased: 'Il modulo non è stato rilasciato',
    },
    message: {
      heading: 'Un messaggio da link è trattenuto',
      meaning:
        'È stato scritto dal link di un ticket e non vi si trova ancora. Se viene rilasciato sta dove sarebbe stato, alla data del suo arrivo.',
      notReleased: 'Il messaggio non è stato rilasciato',
    },
    proved: 'verificato',
    notProved: 'non verificato: chiunque può averla scritta a suo nome',
    label: { sender: 'Mittente', received: 'Arrivata', why: 'Trattenuta perché', entry: 'Numero' },
    release: 'Per rilasciarla',
    byReply: (command) => `Rispondere a questa e-mail con ${command} da solo su una riga.`,
    byApi: 'Oppure con l’API:',
    virusNote: 'Con un virus solo il testo diventa un ticket; i file restano dove sono.',
    notReleased: 'L’e-mail non è stata rilasciata',
    noCommand: (command) => `La risposta non ha una riga che sia ${command} e nient’altro.`,
    digest: {
      subject: (count) => `E-mail trattenute: ${count}`,
      heading: 'E-mail trattenute',
      meaning:
        'Dall’ultimo riepilogo queste non sono diventate ticket e nessuno ne ha avuto notizia. Restano trattenute finché qualcuno le rilascia.',
      howMany: (count, reason) => `${count}: ${reason}`,
      newest: (count) => (count === 1 ? 'La più recente' : `Le ${count} più recenti`),
      list: 'Tutte quante:',
      byReply: 'Per rilasciarne una, scrivere #release al suo indirizzo, dal proprio:',
      releaseLink: 'Rilasciare',
    },
  },
};
