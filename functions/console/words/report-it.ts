import type { ReportWords } from './report-shape.ts';

export const reportIt: ReportWords = {
  nav: 'Rapporti',
  title: 'La promessa è stata mantenuta?',
  lead: (month, zone) => `Prime risposte a ciò che è arrivato in ${month}, secondo il calendario di ${zone}.`,
  month: 'Mese',
  show: 'Mostra',
  earlier: 'Mese prima',
  later: 'Mese dopo',
  kept: {
    title: 'Mantenuta',
    of: (met, all) => `${met} di ${all} con risposta in tempo`,
    none: 'Ancora nulla ha una risposta, né è scaduto.',
  },
  times: {
    title: 'Tempo fino alla prima risposta',
    median: 'la metà entro',
    p90: 'nove su dieci entro',
    none: 'Nessuno ha ancora una risposta.',
    note: 'Contano solo gli orari di apertura, come li ha il contratto di ogni cliente.',
  },
  counts: { met: 'In tempo', missed: 'Mancata', open: 'Aperto', cancelled: 'Annullato', tickets: 'Ticket' },
  disputed: (count) =>
    count === 1
      ? 'Uno era stato chiuso come spam e il cliente ha detto di no.'
      : `${count} erano stati chiusi come spam e il cliente ha detto di no.`,
  rated: (satisfied, all) =>
    `${all === 1 ? 'Una persona ha detto' : `${all} persone hanno detto`} se è soddisfatta: ${satisfied === 0 ? 'nessuna lo è' : satisfied === 1 ? 'una lo è' : `${satisfied} lo sono`}.`,
  reopened: (count) => (count === 1 ? 'Uno è stato riaperto.' : `${count} sono stati riaperti.`),
  by: {
    month: { title: 'Per mese', head: 'Mese' },
    plan: { title: 'Per piano', head: 'Piano' },
    priority: { title: 'Per priorità', head: 'Priorità' },
    customer: { title: 'Per cliente', head: 'Cliente' },
    agent: { title: 'Per operatore', head: 'Operatore' },
    door: { title: 'Per indirizzo', head: 'Arrivato a' },
    hour: { title: 'Per ora di arrivo', head: 'Ora' },
  },
  share: 'Mantenuta',
  median: 'Metà entro',
  p90: '9 su 10 entro',
  asTable: 'Come tabella',
  picture: (most) =>
    `Barre: in basso ciò che ha avuto risposta in tempo, sopra ciò che è stato mancato, in cima ciò che è aperto. ${most}`,
  nobody: { customer: 'Nessun cliente', agent: 'Nessuno', door: 'Aperto da un operatore' },
  more: (count) => (count === 1 ? 'Un altro è nel file dei numeri.' : `Altri ${count} sono nel file dei numeri.`),
  empty: 'In quel mese non è arrivato nulla.',
  unreadable: (tickets) =>
    `Ciò che si sa di questi non si può leggere, e non sono in nessun numero: ${tickets}. Lo sistema un amministratore: desk report rebuild.`,
  noMonth: (asked) =>
    asked === '' ? 'Mese: indicane uno, come 2026-11.' : `Mese: «${asked}» non lo è. Scrivilo come 2026-11.`,
  download: {
    title: 'File',
    figures: 'Numeri (CSV)',
    tickets: 'Una riga per ticket (CSV)',
    tooLarge:
      'Quel file è troppo grande per una pagina. Un amministratore lo ottiene da riga di comando: desk report --tickets.',
    back: 'Al rapporto',
  },
  sheet: {
    title: (customer) => `${customer}: la promessa è stata mantenuta?`,
    of: (month) => `Prime risposte, ${month}`,
    promised: 'Che cosa è promesso',
    target: 'Promessa entro',
    late: 'Non in tempo',
    noneLate: 'Nessuna.',
    ticket: 'Ticket',
    opened: 'Arrivato',
    due: 'Scadeva',
    answered: 'Risposta',
    notYet: 'non ancora',
    closed: 'chiuso senza risposta',
    zone: (zone, at) => `Gli orari sono quelli di ${zone}. Situazione al ${at}.`,
    counted:
      'Una prima risposta è in tempo quando è arrivata entro la scadenza promessa, negli orari di apertura del contratto. Annullato: chiuso prima della scadenza, perché ritirato, doppione o spam.',
    print: 'Stampa',
    send: {
      heading: 'Invio',
      to: 'Al referente',
      button: 'Invia per e-mail',
      nobody:
        'La scheda del cliente non indica nessuno che possa vedere tutte le sue richieste (portal), quindi non si può inviare: stampalo.',
      done: (to) => `È stato inviato a ${to}.`,
    },
    notSent: {
      notNamed: (to) =>
        `Non è stato inviato nulla: ${to} non è un referente che la scheda indica per tutte le richieste (portal).`,
      often: (to) => `Non è stato inviato nulla: ${to} per oggi ha avuto abbastanza di queste e-mail.`,
      busy: () =>
        'Non è stato inviato nulla: il servizio di posta adesso non prende e-mail. Riprova tra qualche minuto.',
      refused: (to) => `Non è stato inviato nulla: il servizio di posta rifiuta le e-mail a ${to}.`,
    },
    back: 'Tutti i clienti',
  },
};
