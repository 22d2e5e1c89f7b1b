/** Longer texts than this say what they have to say themselves. */
const LONGEST_LEAD = 500;

/** "My answers are below", "inline", "in red": Outlook's users answer inside the old mail, without any mark on its lines. */
const POINTS_BELOW: readonly RegExp[] = [
  /\b(?:see|answers?|answered|comments?|replies|responses?|reply)\b.{0,30}\b(?:below|inline|in-line|in red|in blue|in green)\b/iu,
  /\bin[ -]?line\b|^fyi\b|\bin (?:red|blue|green)\b/iu,
  /\b(?:vedi|veda|rispost[aeo]|rispondo|commenti)\b.{0,30}\b(?:sotto|di seguito|in calce|in rosso|in blu|nel testo)\b|\bin rosso\b|qui sotto/iu,
  /\b(?:siehe|antwort(?:en)?|kommentare|anmerkungen)\b.{0,30}\b(?:unten|im text|in rot|in blau)\b|\bin rot\b|s\. ?u\./iu,
  /(?:voir|réponses?|commentaires)\b.{0,30}(?:ci-dessous|en rouge|en bleu|dans le texte)|\ben rouge\b/iu,
  /(?:ver|respuestas?|respondo|comentarios)\b.{0,30}(?:abajo|a continuación|en rojo|en azul)|\ben rojo\b/iu,
  /(?:ver|respostas?|respondo|comentários)\b.{0,30}(?:abaixo|a vermelho|em vermelho|em azul)|\bem vermelho\b/iu,
  /\b(?:zie|antwoord(?:en)?)\b.{0,30}\b(?:hieronder|onder|in rood|in blauw)\b|\bin rood\b/iu,
  /(?:poniżej|na czerwono|viz níže|v textu|mai jos|cu roșu|ниже|красным|下記|赤字|见下|見下|红色|紅色|아래|nedenfor|nedan|alla olevat|lentebb|aşağıda)/iu,
];

/** True if the visible text sends its reader to what stands below, so that what stands below must be shown too. */
export function pointsBelow(text: string): boolean {
  return text.length <= LONGEST_LEAD && POINTS_BELOW.some((pattern) => pattern.test(text));
}
