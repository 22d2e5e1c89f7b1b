import type { InboundAttachment } from '../inbound.ts';
import { calendarEvents, fieldValue } from '../reading/calendar-fields.ts';

/** RFC 5546, section 3.2.3 and its kin: who was invited says whether they come. */
const METHODS = new Set(['REPLY', 'COUNTER', 'DECLINECOUNTER']);

/** `Accepted: The door`, which Outlook sets before the title, also as the whole text. */
const ANSWER_LINE =
  /^(?:accepted|declined|tentative(?:ly accepted)?|maybe|new time proposed|zugesagt|angenommen|akzeptiert|abgelehnt|mit vorbehalt|vorläufig|accettat[oa]|rifiutat[oa]|provvisori[oa]|accepté|refusé|provisoire|aceptad[oa]|rechazad[oa]|provisional|geaccepteerd|geweigerd|afgewezen|voorlopig|aceite|recusad[oa]|provisóri[oa]|zaakceptowan[eoay]|odrzucon[eoay])(?: \(.{1,40}\))?(?:\s?[:：].*)?[.!]?$/iu;
/** `Ada has accepted this invitation.`, in the words of Google, Apple, Zimbra, Lotus and their kin. */
const ANSWER_SENTENCE =
  /^[^.?!]{0,80}\b(?:(?:has |have )?(?:tentatively )?(?:accepted|declined|replied)|(?:hat|haben)\b.{0,80}(?:angenommen|zugesagt|abgelehnt|beantwortet)|ha (?:accettato|rifiutato|risposto|aceptado|rechazado)|a (?:accepté|refusé|répondu)|heeft\b.{0,80}(?:geaccepteerd|geweigerd|afgewezen)|aceitou|recusou|zaakceptował\p{L}*|odrzucił\p{L}*)(?=$|[^\p{L}]).{0,120}$/iu;
const INVITATION =
  /invit|einladung|termin|besprechung|meeting|event|appointment|calendar|kalender|evento|appuntamento|riunione|réunion|rendez-vous|reuni|cita|uitnodiging|vergadering|afspraak|zaprosz|spotkani|convite|convoc/iu;
const FIELD =
  /^[*_]{0,2}(?:when|where|who|what|title|subject|time|date|location|organi[sz]er|calendar|wann|wo|wer|was|titel|betreff|zeit|ort|organisator|kalender|quando|dove|chi|titolo|oggetto|luogo|organizzatore|quand|où|qui|objet|lieu|cuándo|dónde|quién|asunto|lugar|wanneer|waar|wie|onderwerp|onde|quem|kiedy|gdzie|kto)[*_]{0,2}\s?[:：]/iu;
const RULE = /^[\s*~_=-]{3,}$/;
/** Google's mail has the whole event in words, and the comment in the calendar, too. */
const OF_GOOGLE = /calendar\.google\.com|google (?:calendar|kalender|agenda)|calendario (?:di|de) google/i;
const NOTE =
  /(?:note|notiz|nota|mensaje|messaggio|remarque|opmerking|notatka|anmerkung|kommentar|comment)[^\n"“„«]{0,40}[:：]\s*["“„«]([^"”“»]{1,2000})["”“»]/iu;

/** True for the part of a mail by which a calendar answers an invitation. */
export function isMeetingAnswer(file: InboundAttachment): boolean {
  const { contentType, filename } = file;
  if (contentType !== 'text/calendar' && contentType !== 'application/ics' && !/\.ics$/i.test(filename)) return false;
  return METHODS.has(calendarOf(file).method);
}

/** What somebody typed beside the answer: the text without the sentences of calendars, else the comment in the calendar. */
export function typedBesideAnswer(text: string, files: readonly InboundAttachment[]): string {
  const comment =
    files
      .filter(isMeetingAnswer)
      .map(commentOf)
      .find((each) => each !== '') ?? '';
  if (OF_GOOGLE.test(text)) return comment || (NOTE.exec(text)?.[1]?.trim() ?? '');
  const lines = text.split('\n').filter((line) => !isOfCalendar(line.trim()));
  return lines.join('\n').trim() || comment;
}

function isOfCalendar(line: string): boolean {
  if (ANSWER_LINE.test(line) || FIELD.test(line) || (line !== '' && RULE.test(line))) return true;
  return ANSWER_SENTENCE.test(line) && INVITATION.test(line);
}

/** RFC 5546, section 3.2.3 (COMMENT); Google and Microsoft set theirs at the one who answers. */
function commentOf(file: InboundAttachment): string {
  for (const event of calendarOf(file).events) {
    const comments = event.map(({ parameters }) => parameters.get('X-RESPONSE-COMMENT') ?? '');
    const comment = [fieldValue(event, 'COMMENT'), ...comments].find((each) => each.trim() !== '');
    if (comment !== undefined) return comment.trim();
  }
  return '';
}

function calendarOf({ content }: InboundAttachment) {
  return calendarEvents(content.toString('utf8'));
}
