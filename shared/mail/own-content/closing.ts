import { fold } from '../automatic/fold.ts';

/** What surely ends a letter, in the languages of the desk and their neighbours; folded. Whatever stands below is who signs. */
const REGARDS = [
  '(?:with )?(?:my |our )?(?:best|kind|kindest|warm|warmest|many)? ?(?:regards|wishes)|(?:all the )?bests?|yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|br|kr',
  '(?:(?:i (?:miei|nostri) )?(?:piu )?(?:cordiali|distinti|cari|migliori) saluti|saluti(?: cordiali)?|un (?:caro |cordiale )?saluto|cordialmente|buona giornata|a presto|buon lavoro|resto a disposizione)',
  '(?:(?:mit )?(?:den |vielen |ganz )?(?:freundlichen?|besten?|herzlichen?|schonen?|sonnigen?|liebe[nr]?|vielen?) gr(?:u|ue)(?:ss|ß)en?|(?:mit )?freundlichem gru(?:ss|ß)|gr(?:u|ue)(?:ss|ß)e?|hochachtungsvoll|mfg|lg|vg|bg|mbg)',
  '(?:bien )?(?:cordialement|a vous)|(?:meilleures|sinceres|cordiales) salutations|salutations(?: distinguees)?|cdt|cdlt|bonne journee',
  '(?:(?:un )?(?:cordial(?:es)?|atentos?)? ?saludos?(?: cordial(?:es)?)?|(?:muy )?atentamente|quedo a su disposicion)',
  '(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?|groet(?:en|jes)?|hoogachtend|mvg',
  'pozdrawiamy?(?: serdecznie)?|serdecznie pozdrawiamy?|z powazaniem|z wyrazami szacunku|(?:serdeczne )?pozdrowienia|lacze pozdrowienia',
  '(?:muito )?atenciosamente|att|(?:com os )?(?:melhores )?cumprimentos|abracos?|cordiais (?:saudacoes|cumprimentos)',
  '(?:med )?(?:vanlig|vennlig|venlig|basta|bedste) (?:halsning(?:ar)?|hilsen(?:er)?)|mvh|ystavallisin terveisin|s pozdravem|udvozlettel|s postovanjem|lep pozdrav',
  'с уважением',
  '(?:以上[、,]?)?(?:どうぞ|何卒)?(?:よろしくお願い(?:いた|致)?します|宜しくお願い(?:いた|致)?します|宜しくお願い申し上げます|よろしくお願い申し上げます|以上)|敬具|此致|敬礼|祝好|감사합니다',
].map(foldedVoicing);

/** Thanks end a letter, too, but may be all that somebody has to say above a word or two: `Thanks, done.` */
const THANKS = [
  'thanks|many thanks|thank you(?: very much)?|thx|cheers',
  '(?:molte |mille )?grazie(?: mille)?',
  '(?:vielen )?dank(?:e)?|danke (?:schon|vielmals)',
  'merci(?: beaucoup)?',
  '(?:muchas )?gracias',
  'bedankt|dank je wel',
  'dziekuje',
  'obrigad[oa]',
];

/** `Viele Grüße aus Bozen`. */
const FROM_A_PLACE = String.raw`(?:\s(?:from|aus|da|de)\s(?:\p{L}+\s)?\p{L}+(?=\s*(?:$|,)))?`;
/** `Grazie e saluti`: another closing follows on the line. */
const AND = String.raw`(?:\s(?:and|&|und|e|et|y|en)\s(?=\S))?`;

const closing = (phrases: readonly string[], behind: string) =>
  new RegExp(String.raw`^(?:${phrases.join('|')})(?=$|[\s,.!;。、–-])${behind}[\s,.!;。、–-]*`, 'u');
const ENDS_WITH_REGARDS = closing(REGARDS, FROM_A_PLACE);
const ENDS_WITH_THANKS = closing(THANKS, AND);

export type Closing = {
  /** No mere thanks: whatever stands below it signs. */
  isSure: boolean;
  /** What stands behind it on its line, as it was written: `LG Ada`. */
  rest: string;
};

/** The closing that a line begins with, in the languages of the desk and their neighbours. */
export function closingOf(line: string): Closing | undefined {
  const folded = fold(line);
  const regards = ENDS_WITH_REGARDS.exec(folded)?.[0];
  const found = regards ?? ENDS_WITH_THANKS.exec(folded)?.[0];
  if (found === undefined) return undefined;
  // Folding takes accents off and joins spaces: the words behind are counted from the end.
  const behind = folded.slice(found.length).trim();
  const words = behind === '' ? 0 : behind.split(' ').length;
  const rest = words === 0 ? '' : line.trim().split(/\s+/).slice(-words).join(' ');
  return { isSure: regards !== undefined, rest };
}

/** Folding takes the voicing marks off kana as it does accents. */
function foldedVoicing(phrase: string): string {
  return /[\u3040-\u30ff\uac00-\ud7a3]/u.test(phrase)
    ? phrase.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC')
    : phrase;
}
