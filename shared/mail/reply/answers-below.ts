import { isBlank, LONGEST_MARK } from './line.ts';

/** Longer texts than this say what they have to say themselves. */
const LONGEST_LEAD = 500;
const LONGEST_GREETING = 60;
const MOST_WORDS = 5;
/** "Hello Nora," and "Thank you!". */
const MOST_COURTESIES = 2;

/** "My answers are below", "inline", "in red": Outlook's users answer inside the old mail, without any mark on its lines. */
const POINTS_BELOW: readonly RegExp[] = [
  /\b(?:see|find|answers?|answered|comments?|commented|notes?|replies|responses?|reply|details)\b.{0,40}\b(?:below|inline|in-line|inside|between|underneath|in (?:the|your) (?:text|mail|e-?mail|message)|in (?:red|blue|green|bold|caps|uppercase|capitals?|capital letters|colou?r))\b/iu,
  /\bin[ -]?line\b|^fyi\b|\bin (?:red|blue|green|purple|bold)\b|\bbelow (?:each|every|your|the) (?:question|point)s?\b|\bbetween the lines\b/iu,
  /\b(?:vedi|veda|vedere|trov[aoi]|rispost[aeo]|rispondo|comment[io]|dettagli|note)\b.{0,40}(?:\bsotto\b|\bdi seguito\b|\bin calce\b|\bin (?:rosso|blu|verde|grassetto|maiuscolo|stampatello)\b|\bnel (?:testo|corpo|messaggio)\b|\bnella (?:mail|e-?mail)\b|\btra le righe\b)|\bin (?:rosso|grassetto)\b|\bqui sotto\b|\btra le righe\b/iu,
  /(?<!\p{L})(?:siehe|antwort(?:en)?|antworte|kommentare?|anmerkungen|finden|details|infos?)(?!\p{L}).{0,40}(?<!\p{L})(?:unten|darunter|weiter unten|im text|in (?:der|ihrer|deiner) mail|zwischen den zeilen|in (?:rot|blau|grün|fett|gro(?:ss|ß)buchstaben))(?!\p{L})|\bin rot\b|s\. ?u\.|zwischen den zeilen/iu,
  /(?:voir|trouver(?:ez)?|réponses?|réponds|commentaires?|détails)(?!\p{L}).{0,40}(?:ci-dessous|en dessous|en (?:rouge|bleu|vert|gras|majuscules?)|dans le (?:texte|message|corps|mail)|entre les lignes)|\ben (?:rouge|gras)\b/iu,
  /(?:ver|vea|encontrar[áé]|respuestas?|respondo|comentarios|detalles)(?!\p{L}).{0,40}(?:abajo|a continuación|en (?:rojo|azul|verde|negrita|mayúsculas?)|en el (?:texto|mensaje|correo)|entre líneas)|\ben (?:rojo|negrita)\b/iu,
  /(?:ver|veja|encontr[ae]|respostas?|respondo|comentários|detalhes)(?!\p{L}).{0,40}(?:abaixo|a (?:vermelho|azul|negrito)|em (?:vermelho|azul|negrito)|no (?:texto|corpo|e-?mail))|\bem vermelho\b/iu,
  /\bsee (?:the|your|my) (?:text|mail|e-?mail|message)[\s.:!]*$|\b(?:see|cfr?\.?) (?:below|sotto|oltre)\b|(?<!\p{L})(?:in linea|en línea|em linha|en ligne)[\s.:!]*$|punto per punto|point (?:by|par) point|インライン|文中にて|行内/iu,
  /\b(?:zie|antwoord(?:en)?|opmerkingen|details)\b.{0,40}\b(?:hieronder|onder|in (?:rood|blauw|groen|vet)|in de tekst|tussen de regels)\b|\bin rood\b/iu,
  /(?:poniżej|w tekście|w treści|na (?:czerwono|niebiesko)|viz níže|v textu|mai jos|cu roșu|ниже|в тексте|красным|下記|赤字|文中|见下|見下|红色|紅色|아래|nedenfor|nedan|i texten|alla olevat|lentebb|aşağıda)/iu,
];

/** A lead of so few words says little itself. */
const LONGEST_SHORT_LEAD = 160;

/** "Thanks for the quick answer": it speaks of what was answered, and points nowhere. */
const THANKS_FOR =
  /(?:thank(?:s| you)|thx|grazie|danke?|dank|merci|gracias|obrigad[oa]|bedankt|dziękuję|děkuj[iu]|спасибо)[^.!?:;,]{0,60}/giu;

/** "This is my answer.": it speaks of itself. */
const OF_ITSELF =
  /(?<!\p{L})(?:this (?:is|was)|questa è|das (?:ist|war)|c['’]est|esta es|esta é|dit is)\s\p{L}{2,6}\s(?:\p{L}+\s)?(?:answer|reply|response|risposta|antwort|réponse|respuesta|resposta|antwoord)[.!](?=\s|$)/giu;

/** Stems of "answer" and "comment", of "below" and "between", of capitals and colours that answers are written in. */
const MAY_POINT: readonly RegExp[] = [
  /(?<!\p{L})(?:marked|highlighted|coloured|colored|markiert|hervorgehoben|segnat|contrassegnat|evidenziat|surlign|marqué|marcad|resaltad|destacad|gemarkeerd|zaznacz|answers|answered|answering|replies|replied|responses|responded|comments|commented|annotat|risposte|rispost[oi]|rispond|commenti|commentato|annotazioni|antworten|antworte|beantwort|kommentare|kommentiert|anmerkungen|réponses|répond|commentaires|commenté|respuestas|respond|contest[aeoé]|comentarios|comentado|respostas|comentários|antwoorden|beantwoord|opmerkingen|odpowiedzi|odpověd[iě]|răspunsuri|svaren|svarene|vastaukset|válaszok|cevaplar|απαντήσεις|ответы|ответил|відповіді|комментари)/iu,
  /(?<!\p{L})(?:my|see|read|mia|meine?|ma|mon|mi|minha|mijn)\s(?:\p{L}+\s)?(?:answer|reply|response|comment|risposta|commento|antwort|kommentar|réponse|commentaire|respuesta|comentario|resposta|comentário|antwoord)(?!\p{L})/iu,
  /(?<!\p{L})(?:below|underneath|beneath|scroll|in-?line|embedded|interleaved|next to|beside|behind|accanto|vicino a|neben|daneben|à côté|al lado|ao lado|naast|sotto|seguito|calce|unten|darunter|dazugeschrieben|dazwischen|ci-dessous|dessous|abajo|debajo|abaixo|onder(?:aan)?|hieronder|poniżej|níže|nedan|nedenfor|ниже)(?!\p{L})/iu,
  /(?<!\p{L})(?:in|all|en|em|mit|w)\s(?:\p{L}{1,6}\s)?(?:caps|capitals?|uppercase|gro(?:ss|ß)buchstaben|gro(?:ss|ß)schrift|stampatello|maiuscol[oe]|majuscules?|mayúsculas?|maiúsculas?|hoofdletters|italics?|corsivo|kursiv|italique)|(?<!\p{L})(?:see|in|vedi|siehe|voir|ver|zie)\s(?:the\s|testo\s|scritte?\s)?(?:red|blue|green|rosso|blu|verde|rot|blau|grün|rouge|bleu|vert|rojo|azul|vermelho|rood|blauw|groen)(?!\p{L})/iu,
  /回答|回复|回覆|コメント|ご返答|返信|답변|답장/u,
];

/** "Hello Nora," and no more. */
const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|ciao|buongiorno|buonasera|salve|gentil[ei]|egregi[oa]|spett|hallo|guten (?:morgen|tag|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|grüezi|bonjour|bonsoir|cher|chère|madame|monsieur|hola|buenos días|buenas tardes|estimad[oa]s?|olá|bom dia|boa tarde|prezad[oa]s?|beste|geachte|goedemorgen|dzień dobry|szanown|cześć|witam|dobrý den|hej|bună|здравствуйте|добрый день|привет)(?!\p{L})|^(?:こんにちは|お疲れ様です|您好|你好|안녕하세요)|^\S{1,20}(?:様|さん)[、，,]?$/iu;

/** "Thank you very much!", and no more. */
const THANKS =
  /^(?:many thanks|thanks|thank you|thx|(?:mille |molte )?grazie|vielen dank|herzlichen dank|besten dank|danke|merci|(?:muchas )?gracias|(?:muito )?obrigad[oa]|bedankt|dank (?:u|je)|dziękuję|děkuj[iu]|спасибо|mulțumesc|tack|takk?|kiitos|köszönöm|teşekkürler)(?!\p{L})|^(?:ありがとうございま(?:す|した)|お世話になっております|いつもお世話になっております|谢谢|謝謝|감사합니다)/iu;

/** Words in brackets that programs set, and no answerer: "[EXTERNAL]", "[image]". */
const NO_INITIALS =
  /^(?:image|images?|immagine|bild|logo|inline|cid|attachment|allegato|anhang|external|esterno|extern|externe|spam|suspicious|caution)/i;
const BRACKETED = /(?:^|[.?!:])\s{0,3}[[<](\p{Lu}[\p{L} .'’-]{0,30}):?[\]>]\s?:?\s?[\p{L}\d]/u;
const MARKED =
  /^\s{0,8}(?:\/\/\s|#{3,6}\s\S|>>|={1,3}>|-{1,3}>|→|►|▶|\*{3,4}\s?\p{L})|^[-=*#~_\s]{0,12}(?:(?:my|la mia|mia|meine|ma|mi|a minha|minha|mijn|\p{Lu}\p{L}{1,20}['’]s)\s)?(?:answer|reply|response|comment|risposta|commento|antwort|kommentar|réponse|commentaire|respuesta|comentario|resposta|comentário|antwoord|odpowiedź|odpověď|ответ|回答|답변)\*{0,2}\s?(?:\d{1,2}\s?)?[:：]/iu;

/** `A: 4711`, `John: 4711` right below a question. */
const NAMED_ANSWER = /^\s{0,8}\p{Lu}[\p{L}.'’-]{0,20}(?: \p{Lu}[\p{L}.'’-]{0,20})?:\s?\S/u;

/** True if the visible text sends its reader to what stands below, so that what stands below must be shown too. */
export function pointsBelow(text: string): boolean {
  return text.length <= LONGEST_LEAD && POINTS_BELOW.some((pattern) => pattern.test(text.replace(/\s+/g, ' ')));
}

/** `1. Restart it.`, `- Restart it.` */
const LISTED = /^\s{0,8}(?:[-*•–▪]|\(?(?:\d{1,2}|\p{Ll})[.)])\s{1,8}\S/u;

/** True if the text points below and what it points to is not in itself: "The steps are below:", and their list. */
export function pointsToQuote(text: string): boolean {
  if (!pointsBelow(text)) return false;
  const lines = text.split('\n');
  const pointing = lines.findIndex((line) => pointsBelow(line));
  return pointing < 0 || !lines.slice(pointing + 1).some((line) => LISTED.test(line));
}

/**
 * True if a short text speaks of answers, of what is below, or of how its writer marked their lines: where nothing marks the old mail,
 * answers may stand in it. Rather too much is shown than one of them lost.
 */
export function mayPointBelow(text: string): boolean {
  if (pointsBelow(text)) return true;
  const lead = text.replace(/\s+/g, ' ').replace(THANKS_FOR, '').replace(OF_ITSELF, '');
  return lead.length <= LONGEST_SHORT_LEAD && MAY_POINT.some((pattern) => pattern.test(lead));
}

/** True for a greeting or thanks and no more: what its writer has to say stands further down. */
export function isGreeting(text: string): boolean {
  const lines = text.split('\n').filter((line) => !isBlank(line));
  return lines.length > 0 && lines.length <= MOST_COURTESIES && lines.every((line) => isCourtesy(line.trim()));
}

function isCourtesy(line: string): boolean {
  if (line.length > LONGEST_GREETING || /[?.;:。：]\s*\S/.test(line)) return false;
  const words = line.split(/\s+/).length;
  if (THANKS.test(line)) return words <= MOST_WORDS && !/[,，]\s*[\p{Ll}\d]/u.test(line);
  return GREETING.test(line) && (/[,!，、！]$/.test(line) || (words <= MOST_WORDS && !/[,.，]/.test(line)));
}

/** What stands behind the greeting that a line begins with; undefined when it begins with none. */
export function beginsAsGreeting(line: string): string | undefined {
  const [greeting] = GREETING.exec(line) ?? [];
  return greeting === undefined ? undefined : line.slice(greeting.length);
}

/** True if somebody marked what they wrote inside the old mail: `[Nora] It is 4711.`, `=> Yes`, "Answer: yes". */
export function hasMarkedAnswers(lines: readonly string[]): boolean {
  return lines.some((line, at) => {
    if (isBlank(line) || line.length > LONGEST_MARK) return false;
    const [, name = ''] = BRACKETED.exec(line) ?? [];
    if (name !== '' && !NO_INITIALS.test(name) && !/^\p{Lu}{5,}$/u.test(name)) return true;
    return MARKED.test(line) || (NAMED_ANSWER.test(line) && /[?？]\s*$/.test(questionAbove(lines, at)));
  });
}

function questionAbove(lines: readonly string[], at: number): string {
  const above = lines[at - 1] ?? '';
  return (isBlank(above) ? (lines[at - 2] ?? '') : above).slice(-20);
}
