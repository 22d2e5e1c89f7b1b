import { MOST_FILES } from '../most-files.ts';
import type { PageWords } from './shape.ts';

export const it: PageWords = {
  name: 'Italiano',
  locale: 'it-IT',
  skip: 'Vai al contenuto',
  newRequest: 'Nuova richiesta',
  findRequest: 'Trova la richiesta',
  privacy: 'Privacy',
  problem: 'Problema',
  optional: 'facoltativo',
  count: { left: 'ancora {} caratteri', over: '{} caratteri di troppo' },
  priority: {
    1: { name: 'Critico' },
    2: { name: 'Moderato' },
    3: { name: 'Minimo' },
    4: { name: 'Nessun impatto' },
  },
  file: {
    uploads: {
      sending: 'invio in corso',
      done: 'allegato',
      failed: 'non è stato inviato: sceglilo di nuovo',
      remove: 'Rimuovi',
      tooLarge: ({ upload }) => `non allegato: supera ${upload / 1e6} MB. Mandane uno più piccolo`,
      tooMany: ({ files }) => `non allegato: al massimo ${files} file. Togline un altro e sceglilo di nuovo`,
      empty: 'non allegato: è vuoto. Controllalo e sceglilo di nuovo',
      refused: 'non allegato: non possiamo accettare questo file. Mandalo per e-mail o come ZIP',
      later: 'non allegato: sono arrivati troppi file. Aspetta dieci minuti e sceglilo di nuovo',
      expired:
        'non allegato: la pagina è rimasta aperta troppo a lungo. Invia il modulo e sceglilo nella pagina che segue',
    },
    errors: {
      heading: 'C’è un problema',
      name: 'Inserisci il tuo nome',
      email: 'Inserisci un indirizzo e-mail come anna@example.com',
      number: 'Inserisci il numero della richiesta, come T-4F7K2M9Q',
      subject: 'Inserisci un oggetto',
      text: 'Scrivi che cosa è successo',
      priority: 'Scegli quanto è grande l’impatto',
      tooLong: (most) => `Scrivi al massimo ${most} caratteri`,
      textTooLong: (most) =>
        `Scrivi al massimo ${most.toLocaleString('it-IT')} caratteri: manda come file ciò che è più lungo`,
      isCut: 'Il tuo testo è così lungo che qui ne vedi solo l’inizio',
      filesTooLarge: ({ together }) =>
        `I file superano ${together / 1e6} MB in tutto: mandane meno, o mandali per e-mail`,
      tooManyFiles: ({ files }) => `Manda al massimo ${files} file`,
      attachAgain: (names) => `Allega di nuovo: ${names}`,
      fileGone: (name) => `Scegli di nuovo il file ${name}: non è arrivato intero`,
      expired: 'Questa pagina è rimasta aperta a lungo. Rileggila e inviala di nuovo',
      again:
        'Questo testo era già stato inviato. Se hai cambiato qualcosa, o chiedi di nuovo, invialo ancora una volta',
    },
  },
  failure: {
    otherMethod: {
      title: 'Qui non funziona',
      text: 'La pagina non accetta richieste di questo tipo. Aprila in un browser.',
    },
    notFound: { title: 'Qui non c’è nulla', text: 'L’indirizzo non è completo, o la pagina non c’è più.' },
    tooMany: {
      title: 'Troppe in una volta',
      text: (mail) =>
        `Sono arrivate molte richieste dalla tua rete. Aspetta dieci minuti o scrivi a ${mail}: nessuna e-mail va persa.`,
    },
    tooLarge: {
      title: 'È troppo grande',
      text: `Senza script tutti i file insieme possono avere ${MOST_FILES.together / 1e6} MB. Mandane meno, o mandali per e-mail.`,
    },
    unreadable: {
      title: 'L’invio non è arrivato intero',
      text: 'Torna indietro, ricarica la pagina e invia di nuovo.',
    },
    crossSite: { title: 'L’invio viene da un altro sito', text: 'Apri la pagina su questo sito e invia da lì.' },
    busy: {
      title: 'Un momento',
      text: 'In questo momento non riusciamo. Riprova fra poco: nulla accade due volte.',
    },
    broken: {
      title: 'Qualcosa non ha funzionato da parte nostra',
      text: (mail) => `Il problema è stato registrato. Se è urgente, scrivi a ${mail}: nessuna e-mail va persa.`,
    },
  },
};
