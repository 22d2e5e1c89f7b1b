/** How a note begins that a mail was read (RFC 8098 leaves its words free; these are Outlook's), and how it ends. */
const FIRST =
  /^(?:your message|(?:ihre|deine) nachricht|il (?:tuo |suo |vostro )?messaggio|votre message|(?:su|el|tu) mensaje|uw bericht|a sua mensagem|(?:twoja )?wiadomość)$/iu;
const FIELD = /^\p{L}[\p{L} ]{0,20}\s?[:：]/u;
const LAST =
  /^(?:was (?:read|opened|displayed|deleted without being read) on\b|wurde am .* (?:gelesen|geöffnet|gelöscht)|è stato (?:letto|aperto|eliminato)|a été (?:lu|ouvert|supprimé)|(?:se leyó|fue leído|ha sido leído|se eliminó)\b|(?:is|werd) (?:gelezen|geopend)|is op .* gelezen|foi lida|została przeczytana)/iu;
const LONGEST_LAST = 140;
/** The same in a line: `Your message was read on Monday, May 5, 2025 10:30 AM.` */
const ONE_LINE =
  /^(?:your message (?:was|has been) (?:read|opened|displayed)|ihre nachricht wurde am .{5,60} gelesen|il (?:tuo |suo )?messaggio è stato letto|votre message a été lu|su mensaje (?:fue|ha sido) leído)(?: (?:on|il|le|el) (?:\p{L}+[.,]? ){0,3}\d[\d.,:/ ]*(?:\p{L}+[.,]? ){0,2}[\d.,:/ ]*(?:[ap]\.?m)?)?[.]?$/iu;

/**
 * True for the whole text of a note that a mail was read, which some programs send as plain text, without the part of RFC 8098 that says
 * so: its first line, the fields of the mail, and when.
 */
export function isReadNote(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  const [first = '', ...more] = lines.filter((line) => line !== '');
  const last = more.pop();
  if (last === undefined) return ONE_LINE.test(first);
  // A dot inside is the one of a date or a time; behind a sentence's somebody goes on.
  const isAlone = last.length <= LONGEST_LAST && !/[?!]|\p{L}{3,}\.\s+\p{Lu}/u.test(last.replace(/\([^()]*\)/g, ''));
  return FIRST.test(first) && more.length > 0 && more.every((line) => FIELD.test(line)) && LAST.test(last) && isAlone;
}
