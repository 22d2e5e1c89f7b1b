import type { Language } from '../../../language.ts';

/** What one of the team reads who answered a mail that names many tickets; only the team does. */
type ToNobodyWords = { heading: string; meaning: string; mend: string; kept: string };

export const TO_NOBODY_WORDS: Readonly<Record<Language, ToNobodyWords>> = {
  en: {
    heading: 'Your mail was sent to nobody',
    meaning:
      'You answered a mail that names many tickets or held mails, or wrote to the desk with a mail to the team quoted. That is about no one ticket, so no customer got it, no ticket was opened and no clock stopped.',
    mend: 'To answer a customer, open the ticket, or write to the address below that ticket in the mail that you answered, and quote nothing of it.',
    kept: 'What you wrote is not kept here: you find it among the mails that you have sent.',
  },
  it: {
    heading: 'La tua e-mail non è andata a nessuno',
    meaning:
      'Hai risposto a un’e-mail che elenca più ticket o e-mail trattenute, o hai scritto al desk citando un’e-mail per il team. Non riguarda un solo ticket: nessun cliente l’ha ricevuta, nessun ticket è stato aperto e nessun tempo si è fermato.',
    mend: 'Per rispondere a un cliente, apri il ticket o scrivi all’indirizzo che sta sotto quel ticket nell’e-mail a cui hai risposto, senza citarne nulla.',
    kept: 'Il tuo testo non è conservato qui: si trova tra le tue e-mail inviate.',
  },
};
