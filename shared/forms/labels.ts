import { remembered } from './remembered.ts';
import type { FormField } from './submission.ts';
import { plainWords } from './words.ts';

/** What forms call their questions, in English, Italian and, where it costs a word, their neighbours: without accents, in small letters. */
const LABELS = {
  email: [
    ...[
      'email',
      'e mail',
      'mail',
      'email address',
      'e mail address',
      'mail address',
      'indirizzo email',
      'indirizzo e mail',
      'indirizzo mail',
    ],
    ...[
      'indirizzo di posta elettronica',
      'posta elettronica',
      'replyto',
      'reply to',
      'correo',
      'courriel',
      'correo electronico',
    ],
    ...[
      'contact email',
      'email di contatto',
      'respondent email',
      'work email',
      'business email',
      'email aziendale',
      'mailadresse',
    ],
  ],
  /** Whose address is not that of who asks. */
  somebodyElse: [
    ...[
      'payer',
      'paypal',
      'payment',
      'pagamento',
      'pagatore',
      'billing',
      'fatturazione',
      'fattura',
      'invoice',
      'login',
      'username',
      'user',
    ],
    ...[
      'utente',
      'account',
      'admin',
      'amministratore',
      'recipient',
      'destinatario',
      'cc',
      'bcc',
      'owner',
      'author',
      'agent',
      'notify',
      'pec',
    ],
    ...[
      'friend',
      'amico',
      'colleague',
      'collega',
      'manager',
      'responsabile',
      'referral',
      'secondary',
      'alternative',
      'alternativa',
    ],
    ...[
      'secondaria',
      'other',
      'altra',
      'supplier',
      'fornitore',
      'parent',
      'genitore',
      'emergency',
      'emergenza',
      'support',
      'assistenza',
    ],
  ],
  name: [
    ...[
      'name',
      'full name',
      'fullname',
      'nome',
      'nome e cognome',
      'nome cognome',
      'cognome e nome',
      'nome completo',
      'nominativo',
    ],
    ...[
      'first and last name',
      'name and surname',
      'name surname',
      'first name and last name',
      'contact name',
      'nome contatto',
      'nombre',
    ],
    ...[
      'customer name',
      'respondent name',
      'nome del cliente',
      'persona di contatto',
      'contact person',
      'chiami',
      'chiama',
      'nom',
      'vor und nachname',
    ],
  ],
  firstName: [
    'first name',
    'firstname',
    'fname',
    'given name',
    'nome',
    'nome di battesimo',
    'forename',
    'vorname',
    'prenom',
  ],
  lastName: [
    'last name',
    'lastname',
    'lname',
    'surname',
    'family name',
    'cognome',
    'nachname',
    'apellido',
    'apellidos',
  ],
  subject: [
    'subject',
    'oggetto',
    'topic',
    'argomento',
    'title',
    'titolo',
    'betreff',
    'objet',
    'asunto',
    'summary',
    'in breve',
  ],
  message: [
    ...[
      'message',
      'messaggio',
      'text',
      'testo',
      'body',
      'description',
      'descrizione',
      'comment',
      'comments',
      'commento',
      'commenti',
    ],
    ...[
      'question',
      'domanda',
      'request',
      'richiesta',
      'problem',
      'problema',
      'issue',
      'details',
      'dettagli',
      'enquiry',
      'inquiry',
      'feedback',
    ],
    ...[
      'help',
      'aiutare',
      'aiutarti',
      'aiutarla',
      'note',
      'notes',
      'segnalazione',
      'nachricht',
      'mensaje',
      'content',
      'contenuto',
    ],
  ],
  /** Whose answer may be long, and is no request. */
  noMessage: [
    ...[
      'address',
      'indirizzo',
      'street',
      'via',
      'city',
      'citta',
      'comune',
      'country',
      'paese',
      'province',
      'provincia',
      'company',
      'azienda',
    ],
    ...[
      'societa',
      'ragione',
      'organisation',
      'organization',
      'ente',
      'role',
      'ruolo',
      'date',
      'data',
      'time',
      'ora',
      'phone',
      'telefono',
    ],
    ...[
      'privacy',
      'consent',
      'consenso',
      'terms',
      'termini',
      'name',
      'nome',
      'cognome',
      'surname',
      'product',
      'prodotto',
      'form',
      'type',
      'tipo',
    ],
  ],
  priority: ['priority', 'priorita'],
} as const;

/** Politeness, and how a question becomes a sentence. */
const AROUND =
  /^(?:(?:please|enter|inserisci|inserire|scrivi|write|what|is|s|are|qual|quale|e|come|ti|si|your|the|a|il|la|lo|l|tuo|tua|suo|sua|vostro|vostra|un|una) )+|(?: (?:optional|required|facoltativo|facoltativa|obbligatorio|obbligatoria))+$/g;

type Part = keyof typeof LABELS;

/** The place of a name among the labels of each part; Infinity for one that is none of them. */
const PLACES = byPart((labels) =>
  remembered((name) => {
    const words = plainWords(name);
    const places = [labels.indexOf(words), labels.indexOf(words.replace(AROUND, ''))].filter((at) => at >= 0);
    return Math.min(...places);
  }),
);

/** Whether a text has one of the words of each part. */
const WORDS = byPart((labels) => {
  const words = new RegExp(`(?:^| )(?:${labels.join('|')})(?: |$)`);
  return remembered((name) => words.test(plainWords(name)));
});

/**
 * Which of the labels of a part a question is called by, the first is 0; by its label or its key, with or without an article or a `your`.
 * Infinity for none.
 */
export function placeAmong({ label, key }: FormField, part: Part): number {
  return Math.min(PLACES[part](label), PLACES[part](key), PLACES[part](endOf(key)));
}

export function isCalled(field: FormField, part: Part): boolean {
  return placeAmong(field, part) < Number.POSITIVE_INFINITY;
}

/** Whether a label, or the end of a key, has one of the words of a part among others. */
export function hasWord({ label, key }: FormField, part: Part): boolean {
  return WORDS[part](label) || WORDS[part](endOf(key));
}

const endOf = (key: string) => key.slice(key.lastIndexOf('.') + 1);

function byPart<T>(make: (labels: readonly string[]) => T): Record<Part, T> {
  return Object.fromEntries(Object.entries(LABELS).map(([part, labels]) => [part, make(labels)])) as Record<Part, T>;
}
