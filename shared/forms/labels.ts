import { listed } from './listed.ts';
import { remembered } from './remembered.ts';
import type { FormField } from './submission.ts';
import { plainWords } from './words.ts';

/** What forms call their questions, in English, Italian and, where it costs a word, their neighbours: without accents, in small letters. */
const LABELS = {
  email: listed(
    'email, e mail, mail, email address, e mail address, mail address, indirizzo email, indirizzo e mail, ' +
      'indirizzo mail, indirizzo di posta elettronica, posta elettronica, replyto, reply to, correo, ' +
      'courriel, correo electronico, contact email, email di contatto, respondent email, work email, ' +
      'business email, email aziendale, mailadresse',
  ),
  /** Whose address is not that of who asks. */
  somebodyElse: listed(
    'payer, paypal, payment, pagamento, pagatore, billing, fatturazione, fattura, invoice, login, ' +
      'username, user, utente, account, admin, amministratore, recipient, destinatario, cc, bcc, owner, ' +
      'author, agent, notify, pec, friend, amico, colleague, collega, manager, responsabile, referral, ' +
      'secondary, alternative, alternativa, secondaria, other, altra, supplier, fornitore, parent, genitore, ' +
      'emergency, emergenza, support, assistenza',
  ),
  name: listed(
    'name, full name, fullname, nome, nome e cognome, nome cognome, cognome e nome, nome completo, ' +
      'nominativo, first and last name, name and surname, name surname, first name and last name, ' +
      'contact name, nome contatto, nombre, customer name, respondent name, nome del cliente, ' +
      'persona di contatto, contact person, chiami, chiama, nom, vor und nachname',
  ),
  firstName: listed('first name, firstname, fname, given name, nome, nome di battesimo, forename, vorname, prenom'),
  lastName: listed('last name, lastname, lname, surname, family name, cognome, nachname, apellido, apellidos'),
  subject: listed('subject, oggetto, topic, argomento, title, titolo, betreff, objet, asunto, summary, in breve'),
  message: listed(
    'message, messaggio, text, testo, body, description, descrizione, comment, comments, commento, ' +
      'commenti, question, domanda, request, richiesta, problem, problema, issue, details, dettagli, ' +
      'enquiry, inquiry, feedback, help, aiutare, aiutarti, aiutarla, note, notes, segnalazione, nachricht, ' +
      'mensaje, content, contenuto',
  ),
  /** Whose answer may be long, and is no request. */
  noMessage: listed(
    'address, indirizzo, street, via, city, citta, comune, country, paese, province, provincia, company, ' +
      'azienda, societa, ragione, organisation, organization, ente, role, ruolo, date, data, time, ora, ' +
      'phone, telefono, privacy, consent, consenso, terms, termini, name, nome, cognome, surname, product, ' +
      'prodotto, form, type, tipo',
  ),
  priority: listed('priority, priorita'),
};

/** Politeness, and how a question becomes a sentence. */
const AROUND =
  /^(?:(?:please|enter|inserisci|inserire|scrivi|write|what|is|s|are|qual|quale|e|come|ti|si|your|the|a|il|la|lo|l|tuo|tua|suo|sua|vostro|vostra|un|una) )+|(?: (?:optional|required|facoltativo|facoltativa|obbligatorio|obbligatoria))+$/g;

type Part = keyof typeof LABELS;

const PARTS = Object.entries(LABELS).map(([part, labels]: [string, readonly string[]]) => ({
  part: part as Part,
  labels,
  words: new RegExp(`(?:^| )(?:${labels.join('|')})(?: |$)`),
}));

/** What a name of a question says that it asks for. */
type Said = {
  /** The place of the name among the labels of each part that has it. */
  places: ReadonlyMap<Part, number>;
  /** The parts of which it has a word. */
  words: ReadonlySet<Part>;
};

/** In UTF-16 units; no question is called by more, and to look at its end takes as long as the square of it. */
const LONGEST_LABEL = 500;

const saidBy = remembered((name): Said => {
  const words = plainWords(name.slice(0, LONGEST_LABEL));
  const bare = words.replace(AROUND, '');
  const places = PARTS.flatMap(({ part, labels }): [Part, number][] => {
    const found = [labels.indexOf(words), labels.indexOf(bare)].filter((at) => at >= 0);
    return found.length > 0 ? [[part, Math.min(...found)]] : [];
  });
  const having = PARTS.filter((part) => part.words.test(words)).map(({ part }) => part);
  return { places: new Map(places), words: new Set(having) };
});

/** What is asked for by the label of a field, by the end of its key, and by its key. */
export type Meaning = { label: Said; end: Said; key: Said };

export function meaningOf({ label, key }: FormField): Meaning {
  const ofKey = saidBy(key);
  const dot = key.lastIndexOf('.');
  return {
    label: label === key ? ofKey : saidBy(label),
    end: dot < 0 ? ofKey : saidBy(key.slice(dot + 1)),
    key: ofKey,
  };
}

/**
 * Which of the labels of a part a question is called by, the first is 0; by its label or its key, with or without an article or a `your`.
 * Infinity for none.
 */
export function placeAmong({ label, end, key }: Meaning, part: Part): number {
  const none = Number.POSITIVE_INFINITY;
  return Math.min(label.places.get(part) ?? none, key.places.get(part) ?? none, end.places.get(part) ?? none);
}

export function isCalled({ label, end, key }: Meaning, part: Part): boolean {
  return label.places.has(part) || key.places.has(part) || end.places.has(part);
}

/** Whether a label, or the end of a key, has one of the words of a part among others. */
export function hasWord({ label, end }: Meaning, part: Part): boolean {
  return label.words.has(part) || end.words.has(part);
}
