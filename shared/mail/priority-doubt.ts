import { NEGATIONS, NUMBERED_PARTS, NUMBERED_THINGS } from './priority-words.ts';

/** What looks like a priority, and the text on both sides of it. */
export type Around = { before: string; tag: string; after: string };
/** Whether something else is meant than that the priority is this. */
export type Doubt = (around: Around) => boolean;

/** So much is looked at beside a tag. In characters. */
const NEAR = 60;

const DENIED = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${NEGATIONS})\s+(?:(?:an?|any|un[ae]?|ein|eine|der|die|das|le|la|the|is|è|e|es|ist|est|really|even|longer|mehr|plus|più|di|de|of|als|as|come|comme|como|wirklich)\s+)*["'“«([]*$`,
  'iu',
);

/** `Not a P1`, `keine Prio 1`, `non è P1`. */
export function isDenied({ before }: Around): boolean {
  return DENIED.test(before.slice(-NEAR));
}

/** `top priority: 3 printers` is about printers. */
const COUNTED =
  /(?:top|high(?:est)?|low|main|first|next|massima|alta|prima|hohe|höchste|haute|alta)\s+\S*\s*[:=#-]?\s*\d$/iu;
const UNITS =
  /^\s+(?:times?|hours?|minutes?|days?|weeks?|months?|years?|mal|stunden?|minuten?|tagen?|wochen?|monaten?|jahren?|volt[ae]|or[ae]|minut[oi]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|fois|heures?|jours?|semaines?|mois|ans|veces|horas?|d[ií]as?|semanas?|meses|años?)(?!\p{L})/iu;

const OURS = /(?<!\p{L})(?:my|our|mia|nostra|meine|unsere|ma|notre|mi|nuestra)\s+\p{L}+\s*:\s*\d$/iu;

/** Whether the digit counts things: an adjective before the word, or whose it is (`our priority: 2 tills`), and a noun after it; or a unit after it. */
export function isCount({ before, tag, after }: Around): boolean {
  if (/^\s+\p{L}/u.test(after) && OURS.test((before + tag).slice(-NEAR))) return true;
  return UNITS.test(after) || (/^\s+\p{L}/u.test(after) && COUNTED.test((before + tag).slice(-NEAR)));
}

/** Compounds are things, too: `Lagerhalle P1`; and the other of two is, `P1 or P2`. In other words the thing stands alone: `Support P1` is no port. */
const THING_BEFORE = new RegExp(
  String.raw`(?:(?<!\p{L})(?:${NUMBERED_THINGS})|\p{L}(?:halle|wohnung|raum|platz|haus|stecker|buchse|pumpe|drucker|etage|zimmer|gebäude)|p[1-4]\s+(?:vs\.?|versus|or|and|oder|und|o|e|ou|et|y))\s*$`,
  'iu',
);
/** A verb or a conjunction: what is before it is a name. Or the next of several. */
const NAMED =
  "p\\s?[1-4]|is|isn['’]?t|are|was|were|has|means?|or|and|vs|to|of|with|without|ist|sind|war|hat|bedeutet|oder|und|von|bis|mit|ohne|è|sono|era|ha|o|oppure|ed?|di|con|senza|est|sont|ou|et|de|avec|sans|es|son|y|sin";
const NAME_AFTER = new RegExp(String.raw`^[,.]?\s+(?:${NAMED})(?![\p{L}\p{N}])`, 'iu');
const PART = new RegExp(
  String.raw`^[,.]?\s*["'“«(]?(?:\p{L}{3,}(?=stecker|buchse|pumpe|ventil|zähler))?(?:${NUMBERED_PARTS})(?:s|en|n|e)?(?![\p{L}\p{N}])`,
  'iu',
);

/** Whether the number is a thing's or a place's: `Hall P1`, `P1 connector broken`; or its subject: `P1 is …`. */
export function isThing({ before, after }: Around): boolean {
  const behind = after.slice(0, NEAR);
  return THING_BEFORE.test(before.slice(-NEAR)) || NAME_AFTER.test(behind) || isPart(behind);
}

/** Whether a part stands at the beginning of what follows a number. */
export function isPart(after: string): boolean {
  return PART.test(after.slice(0, NEAR));
}

/** A question up to here, with nothing that ends it: `How do I choose P1`. */
const ASKED =
  /^(?:[\p{L}]{1,6}:\s*)*(?:how|what|when|which|who|why|can|may|should|is|ist|est|does|question|come|cosa|che|quando|quale|perch[ée]|posso|domanda|wie|was|wann|welche[rs]?|warum|wer|kann|darf|soll|frage|comment|que|qu['’]est|quand|quel(?:le)?|pourquoi|c[óo]mo|qu[ée]|cu[áa]ndo|cu[áa]l|pregunta)(?!\p{L})[^.,;:!?–—]*$/iu;
/** What somebody wants to know or tells of them: `Sev1 definition?`, `P1 response times`. */
const TOLD_OF =
  /^\s+(?:definitions?|meaning|means|explained|examples?|criteria|response|reaction|sla|stat(?:istic)?s|report|tickets|incidents|issues|outages|cases|requests|definizione|significato|criteri|esempi|tempi|bedeutung|definition|kriterien|beispiele?|reaktionszeit(?:en)?|statistik|bericht|définition|signification|critères|délais?|definici[óo]n|significado|criterios|tiempos?)(?!\p{L})/iu;

/** Whether the priority is asked about or talked of, not declared. */
export function isAskedAbout({ before, after }: Around): boolean {
  return ASKED.test(before) || TOLD_OF.test(after) || /^\s*\?/.test(after);
}
