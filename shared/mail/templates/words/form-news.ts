import type { Language } from '../../../language.ts';

/** What the owner of a form's source reads, or one of the team in the owner's place. */
export type FormNewsWords = {
  [news in 'refused' | 'rejected' | 'silent']: { subject: (name: string) => string; meaning: string; mend: string };
} & {
  rotated: { subject: (name: string) => string; meaning: string; mend: (until: string | undefined) => string };
  inPlace: string;
  label: { source: string; since: string; why: string; unreached: string; command: string };
};

export const FORM_NEWS_WORDS: Readonly<Record<Language, FormNewsWords>> = {
  en: {
    refused: {
      subject: (name) => `Form ${name}: deliveries are refused`,
      meaning: 'Several deliveries to this address were refused in a row. Below stands why the first one was.',
      mend: 'If the form sends them, what people fill in does not arrive: mend its secret, its address or what it sends. If it does not, somebody else tries the address, and there is nothing to do.',
    },
    rejected: {
      subject: (name) => `Form ${name}: a delivery has the id of another`,
      meaning:
        'A delivery came with an id that had brought another text before. It was refused and made no ticket; what was sent is kept.',
      mend: 'If somebody edited what they had sent, look at it there. Else the form gives several submissions one id: until each has its own, further ones are refused likewise. This mail is not repeated.',
    },
    silent: {
      subject: (name) => `Form ${name}: nothing has come yet`,
      meaning: 'The form was set up at the desk a day ago, and no delivery has come since.',
      mend: 'Fill it in once. If no ticket comes, look at its settings on the other side: address, secret, and whether it is switched on.',
    },
    rotated: {
      subject: (name) => `Form ${name}: it has a new secret`,
      meaning: 'An admin gave this form a new secret at the desk.',
      mend: (until) =>
        until
          ? `The one before counts until ${until}. Put the new one in on the other side before that, else deliveries are refused.`
          : 'The one before counts no more: put the new one in on the other side now, else deliveries are refused.',
    },
    inPlace: 'Its owner did not get this mail: mend the address (sources change), or tell them.',
    label: { source: 'Form', since: 'Since', why: 'Why', unreached: 'Not reached', command: 'To look' },
  },
  it: {
    refused: {
      subject: (name) => `Modulo ${name}: gli invii sono rifiutati`,
      meaning: 'Più invii di seguito a questo indirizzo sono stati rifiutati. Sotto c’è il motivo del primo.',
      mend: 'Se li manda il modulo, ciò che viene compilato non arriva: correggere il segreto, l’indirizzo o ciò che manda. Altrimenti è qualcun altro che prova l’indirizzo, e non c’è nulla da fare.',
    },
    rejected: {
      subject: (name) => `Modulo ${name}: un invio ha l’id di un altro`,
      meaning:
        'È arrivato un invio con un id che aveva già portato un altro testo. È stato rifiutato e non è diventato un ticket; il contenuto è conservato.',
      mend: 'Se qualcuno ha modificato ciò che aveva inviato, lo si legge lì. Altrimenti il modulo dà un solo id a più invii: finché ognuno non ha il proprio, altri sono rifiutati allo stesso modo. Questa e-mail non viene ripetuta.',
    },
    silent: {
      subject: (name) => `Modulo ${name}: non è ancora arrivato nulla`,
      meaning: 'Il modulo è stato impostato sul desk un giorno fa, e da allora non è arrivato nessun invio.',
      mend: 'Compilarlo una volta. Se non arriva un ticket, controllare le impostazioni dall’altra parte: indirizzo, segreto, e se è attivo.',
    },
    rotated: {
      subject: (name) => `Modulo ${name}: ha un nuovo segreto`,
      meaning: 'Un amministratore ha dato a questo modulo un nuovo segreto sul desk.',
      mend: (until) =>
        until
          ? `Quello di prima vale fino a ${until}. Inserire il nuovo dall’altra parte entro allora, altrimenti gli invii sono rifiutati.`
          : 'Quello di prima non vale più: inserire ora il nuovo dall’altra parte, altrimenti gli invii sono rifiutati.',
    },
    inPlace:
      'Il proprietario non ha ricevuto questa e-mail: correggere l’indirizzo (sources change), oppure avvisarlo.',
    label: { source: 'Modulo', since: 'Da', why: 'Perché', unreached: 'Non raggiunto', command: 'Per vedere' },
  },
};
