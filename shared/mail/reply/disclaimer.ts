import { LONGEST_MARK } from './line.ts';

/** How many different legal words make a paragraph a disclaimer. */
const ENOUGH = 4;
const SHORTEST = 120;

/** Stems of the words that lawyers put below mails, in the languages that do. */
const LEGAL_STEMS: readonly RegExp[] = [
  /confiden|riservat|vertrauli|vertrouwelijk|poufn|конфиденц|機密|保密/iu,
  /intended|destinat|bestimmt|bestemd|przeznaczon|предназнач/iu,
  /recipient|destinatari|empfänger|destinatair|geadresseerd|adress?at|получател/iu,
  /in error|per errore|irrtümlich|par erreur|por error|por engano|por erro|abusievelijk|omyłk|по ошибке/iu,
  /delet|cancell|distrugg|lösch|vernicht|détrui|supprim|elimin|borr|apag|verwijder|vernietig|usun|удал/iu,
  /notify|advise|avvis|informar[ec]i|darne|comunic|benachrichtig|informieren|prévenir|avertir|avis|verwittig|inform|сообщ/iu,
  /disclos|diffu|divulg|weitergabe|verbreit|openbaar|ujawni|distribut|copy|copi|kopie/iu,
  /prohibit|vietat|proibit|unzulässig|untersagt|interdit|prohibid|proibid|verboden|zabronion|запрещ|unlawful/iu,
  /legally privileged|legal privilege|professional secrecy|segreto professionale|berufsgeheim|anwaltsgeheim|secret professionnel|secreto profesional|sigilo profissional/iu,
  /gdpr|d\.? ?lgs|196\/2003|2016\/679|rgpd|dsgvo/iu,
];

/** Sentences, as far as a dot tells. */
const FIRST_SENTENCE = /^.{0,400}?[.!](?=\s|$)/u;

/** Lawyers write "we", and leave "I" to people who ask something. */
const FIRST_PERSON =
  /(?<!\p{L})(?:I|[Ii]ch|[Hh]o|[Jj]e|[Jj]['’]ai|[Yy]o|[Ee]u|[Ii]k|[Hh]e(?=\s\p{L}+[ai]do)|[Ee]nvié|[Mm]andé|[Ee]nviei|[Mm]andei|[Ww]ysł(?:ałem|ałam)|[Яя])(?![\p{L}.])/u;
/** "We sent it to somebody else": what a firm did itself, of which no lawyer speaks. */
const DONE_BY_US =
  /(?<!\p{L})(?:we (?:have |had |just )?(?:sent|mailed|forwarded|uploaded|received)|abbiamo (?:inviato|mandato|spedito|inoltrato|ricevuto)|wir haben\s.{1,80}(?:gesendet|geschickt|erhalten|verschickt)|nous avons (?:envoyé|reçu|transmis)|hemos (?:enviado|mandado|recibido)|enviámos|enviamos|wysłaliśmy|we hebben\s.{1,80}(?:gestuurd|verzonden|ontvangen))(?!\p{L})/iu;

/** True for a paragraph that says whom the mail is for and what everybody else must do: never what was asked, or somebody says of themselves. */
export function isDisclaimer(paragraph: readonly string[]): boolean {
  const text = textOf(paragraph);
  if (text.length < SHORTEST || /[?？]/.test(text) || FIRST_PERSON.test(text) || DONE_BY_US.test(text)) return false;
  return legalWords(paragraph) >= ENOUGH;
}

/**
 * Where in a paragraph the disclaimer begins, if it ends in one: somebody's last words may stand right above it, and on its first
 * line, too; then nothing of it is taken for one.
 */
export function disclaimerStart(paragraph: readonly string[]): number | undefined {
  const start = paragraph.findIndex(
    (_, at) => hasLegalWord(paragraph.slice(at, at + 2)) && hasLegalWord([sentence(paragraph, at)]),
  );
  return start >= 0 && isDisclaimer(paragraph.slice(start)) ? start : undefined;
}

/** True if any word of a lawyer's is in it. */
export function hasLegalWord(paragraph: readonly string[]): boolean {
  return legalWords(paragraph) > 0;
}

/** How many different words of a lawyer's are in it. */
export function legalWords(paragraph: readonly string[]): number {
  const text = textOf(paragraph);
  return LEGAL_STEMS.filter((stem) => stem.test(text)).length;
}

function sentence(paragraph: readonly string[], at: number): string {
  const text = textOf(paragraph.slice(at, at + 6));
  return FIRST_SENTENCE.exec(text)?.[0] ?? text;
}

function textOf(paragraph: readonly string[]): string {
  return paragraph.map((line) => line.slice(0, LONGEST_MARK)).join(' ');
}
