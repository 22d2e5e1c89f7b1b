import type { TargetWords } from './shape.ts';

export const it: TargetWords = {
  title: {
    opened: 'Nuovo ticket',
    replied: 'Il cliente ha scritto di nuovo',
    responded: 'Risposto',
    warned: 'Il tempo per rispondere sta per scadere',
    breached: 'Scaduto, nessuno ha risposto in tempo',
    escalated: 'Ancora senza risposta',
    retimed: 'Nuova scadenza',
    prioritized: 'Nuova priorità',
    assigned: 'Assegnato',
    closed: 'Chiuso',
    reopened: 'Riaperto, serve una risposta',
    undelivered: 'Una risposta non è arrivata',
    unresponsive: 'Il cliente non risponde',
  },
  sample: 'Prova, non è successo niente',
};
