/** "Your colleague Luca Bianchi wrote", "il vostro tecnico ha scritto". */
const OF_SOMEBODY =
  /(?<!\p{L})(?:your|our|my|his|her|their|il (?:mio|tuo|suo|nostro|vostro|loro)|la (?:mia|tua|sua|nostra|vostra|loro)|un[ao]? (?:vostr[oa]|collega|tecnico)|ihre?|euer|eure|unsere?|mein|meine|votre|vos|notre|nos|mon|ma|ton|vuestr[oa]|nuestr[oa]|su (?:colega|compañer[oa]|técnico)|mi|seu|sua|nosso|nossa|meu|minha|uw|jullie|onze|mijn|wasz|wasza|nasz|nasza|mój|moja|váš|vaše|náš|naše)\s\p{L}/iu;

/** "habe ich … geschrieben", "je vous ai écrit". No program speaks of itself; a capital would be somebody's name (Ho, He). */
const FIRST_PERSON =
  /(?<!\p{L})(?:I(?=['’]?\s?\p{Ll})|i(?=\s(?:wrote|sent|have|had))|we|ich|wir|ho|abbiamo|je\s(?:vous|te|lui|leur|ne|me|les?)|nous|yo|hemos|eu|ik|wij|jag|jeg|minä|я|мы)(?!\p{L})|(?<!\p{L})j['’]\p{Ll}/u;

/** "the driver", "il corriere", "der Fahrer": an article and a common noun, and neither a day nor "the following". */
const COMMON_NOUN =
  /[\s,(](?:the|il|lo|la|le|un|una|une|uno|el|los|o|een)\s(?!(?:giorno|data|ore|hora|día|dia|following|seguente|suivant|siguiente|seguinte|volgende|godz|hod)(?!\p{L}))(?!\p{Ll}+\.?,?\s\d)\p{Ll}{4,}|[\s,(]l['’]\p{Ll}{4,}|(?<!\b(?:von|van|zu))\s(?:der|die|das|ein|eine)\s\p{L}{4,}|\b(?:heeft|schreef)\s(?:de|een)\s\p{Ll}{3,}/u;

/** True if somebody tells what was written ("your technician wrote:", "I wrote to you:"), which no mail program does. */
export function isTold(text: string): boolean {
  return OF_SOMEBODY.test(text) || FIRST_PERSON.test(text) || COMMON_NOUN.test(text);
}
