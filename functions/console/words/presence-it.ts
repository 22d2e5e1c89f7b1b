import type { PresenceWords } from './presence-shape.ts';

export const presenceIt: PresenceWords = {
  onIt: (name) => `${name} lo guarda`,
  writesIt: (name) => `${name} sta scrivendo`,
  looks: (name) => `Anche ${name} guarda questo ticket.`,
  writes: (name) => `${name} sta scrivendo una risposta.`,
  answered: (name) => `${name} ha risposto dopo che hai aperto questa pagina.`,
  customerWrote: 'Il cliente ha scritto dopo che hai aperto questa pagina.',
  read: 'Leggi: il tuo testo resta',
};
