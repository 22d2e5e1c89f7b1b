import type { TrailWords } from './trail-shape.ts';

export const trailIt: TrailWords = {
  heading: 'Che cosa è successo',
  older: 'Le righe precedenti sono nell’API.',
  by: { desk: 'Il desk', admin: 'Un amministratore', customer: 'Il cliente' },
  message: 'messaggio',
  lines: {
    opened: (by) => `${by} ha aperto il ticket`,
    released: (by) => `${by} l’ha rilasciato dalla quarantena`,
    message: (by) => `${by} ha scritto`,
    note: (by) => `${by} ha lasciato una nota`,
    assigned: (by, { agent }) => (agent === by ? `${by} l’ha preso` : `${by} l’ha assegnato a ${agent}`),
    unassigned: (by, { agent, gone }) =>
      gone
        ? `${by} l’ha tolto a ${agent}, che non è più tra gli operatori`
        : `${by} l’ha tolto a ${agent}: non è di nessuno`,
    'priority changed': (by, { from, to, declared, unproved, silent, reason }) => {
      const change = `${by} ${to > from ? 'ha abbassato' : 'ha alzato'} la priorità da P${from} a P${to}`;
      if (declared) return `${change}${unproved && ', non verificato'}`;
      return silent ? `${change}: il cliente non risponde` : `${change}${reason && `: ${reason}`}`;
    },
    'customer changed': (by, { from, to }) =>
      `${by} ha cambiato il cliente da ${from || 'nessuno'} a ${to || 'nessuno'}`,
    'plan changed': (by, { from, to }) => `${by} ha cambiato il piano da ${from} a ${to}`,
    'requester changed': (by, { from, to, customer }) =>
      `${by} ha corretto chi chiede: ${to}, non ${from}${customer && ` (cliente ${customer})`}`,
    'reading address': (by, { from, to }) => `${by} da ora legge a ${to}, non a ${from}`,
    're-timed': (_, { before, at }) => `Il termine è passato da ${before} a ${at}`,
    closed: (by, { solved, notMe, withdrawn, ticket, spam, reason }) => {
      if (solved) return `${by} l’ha chiuso dal link: risolto`;
      if (notMe) return `${by} l’ha chiuso dal link: non ha mai chiesto nulla`;
      if (withdrawn) return `${by} l’ha chiuso: ritirato`;
      if (ticket) return `${by} l’ha chiuso come duplicato di ${ticket}`;
      return spam ? `${by} l’ha chiuso come spam` : `${by} l’ha chiuso${reason && `: ${reason}`}`;
    },
    're-opened': (by, { wrote, lost, reason }) => {
      if (wrote) return 'È di nuovo aperto: il cliente ha scritto';
      return lost ? 'È di nuovo aperto: la risposta non è arrivata' : `${by} l’ha riaperto${reason && `: ${reason}`}`;
    },
    'goes on for': (_, { ticket }) => `Prosegue anche per ${ticket}`,
    'no duplicate any more': (_, { ticket }) => `Non è più un duplicato di ${ticket} e prosegue da sé`,
    followed: (_, { ticket }) => `${ticket} ne è il seguito`,
    linked: (_, { ticket }) => `${ticket} è della stessa conversazione`,
    'split off': (by, { ticket }) => `${by} ha fatto ${ticket} da un messaggio`,
    'outside filed': (by, { ticket }) => `${by} ha fatto ${ticket} da ciò che ha scritto un estraneo`,
    'outside dismissed': (by, { address }) =>
      address
        ? `${by} ha messo da parte ciò che ha scritto ${address}`
        : `${by} ha messo da parte ciò che hanno scritto degli estranei`,
    'outside added': (by, { address }) => `${by} ha accolto ciò che ha scritto ${address}`,
    'reader added': (by, { address }) => `${by} fa leggere ${address}`,
    'reader removed': (by, { address }) => `${by} ha tolto ${address} da chi legge`,
    'readers proposed': (_, { people }) =>
      `Da ora solo proposti, perché messi in copia soltanto da chi c’era prima: ${people}`,
    proved: (by) => `${by} ha provato di averlo scritto`,
    confirmed: (by, { link, address }) =>
      link ? `${by} ha confermato dal link` : `${by} ha confermato chi chiede${address && `: ${address}`}`,
    rated: (by, { bad }) => `${by} ha detto dal link: ${bad ? 'non soddisfatto' : 'soddisfatto'}`,
    'link mailed': (by, { address }) => `${by} ha fatto inviare un nuovo link a ${address}`,
    'links revoked': (by) => `${by} ha disattivato tutti i link`,
    answered: (by, { late, phone, at, own, later }) => {
      const how = `${by} ha risposto ${phone && 'per telefono '}${late ? 'in ritardo' : 'in tempo'}`;
      if (phone) return `${how}, registrato ${at}`;
      if (own) return `${how}, ma non per il duplicato arrivato dopo`;
      return `${how}${later && ': la prima risposta non è arrivata, una successiva sì'}`;
    },
    'answer not counted': () => 'Una risposta è partita dopo la chiusura del ticket, e non conta',
    'answer withdrawn': (by) => `${by} ha ritirato una risposta`,
    'answer not sent': () => 'La risposta non è stata inviata',
    'answer waits': () => 'La risposta aspetta il servizio di posta',
    'confirmation not sent': () => 'L’e-mail dopo la chiamata non è stata inviata',
    'confirmation waits': () => 'L’e-mail dopo la chiamata aspetta il servizio di posta',
    'not delivered': (_, { address }) => `Un’e-mail a ${address} non è arrivata`,
    complaint: (_, { address }) => `${address} ha segnalato come spam una nostra e-mail`,
    'mail refused': (_, { address }) => `Il servizio di posta ha rifiutato un’e-mail a ${address}`,
    'mail withheld': (_, { address }) => `A ${address} non è stato inviato nulla`,
    'mail held back': (_, { address, count }) => `${address} ha ricevuto ${count} avvisi in una sola e-mail`,
    escalated: (_, { level }) => `Escalation: ${level}`,
    'passed over': (_, { level, at }) =>
      `Escalation ${level}, prevista per ${at}, saltata: il timer è scattato in ritardo`,
    told: (_, { level, people }) => `Escalation ${level}: ${people ? `avvisati ${people}` : 'avviso'}`,
    'not told': (_, { level }) => `Escalation ${level}: nessuno è stato avvisato`,
    'brought forward': (_, { from, to }) => `Escalation ${to} subito, perché nessuno di ${from} è raggiungibile`,
    asked: (by, { at }) => `${by} ha chiesto qualcosa al cliente, che ha tempo fino a ${at}`,
    'watch ended': (_, { wrote, closed, lost }) => {
      if (wrote) return 'Il cliente non è più atteso: ha scritto';
      if (closed) return 'Il cliente non è più atteso: il ticket è chiuso';
      return `Il cliente non è più atteso${lost && ': la domanda non è arrivata'}`;
    },
    'customer unresponsive': (_, { at }) => `Il cliente non ha risposto entro ${at}`,
    snoozed: (by, { at }) => `${by} l’ha posticipato fino a ${at}`,
    'snooze ended': (by, { wrote }) =>
      wrote ? 'È di nuovo nella coda: il cliente ha scritto' : `${by} l’ha riportato nella coda`,
    tagged: (by, { tags }) => `${by} ha aggiunto etichette: ${tags}`,
    untagged: (by, { tags }) => `${by} ha tolto etichette: ${tags}`,
    redacted: (by, { whole }) =>
      whole ? `${by} ha nascosto tutto un messaggio` : `${by} ha nascosto parole di un messaggio`,
    'redaction begun': (by) => `${by} ha iniziato a eliminare dal bucket ciò che è nascosto`,
    'redaction done': (by) => `${by} ha eliminato dal bucket ciò che è nascosto`,
    'put right': (by) => `${by} ha fatto rimettere a posto il ticket`,
    erased: (by) => `${by} ha cancellato i dati di una persona`,
    warned: () => 'Forse il termine non è giusto',
    'read again': (by) => `${by} l’ha rifatto da ciò che era conservato della richiesta; nessuno è stato avvisato`,
  },
};
