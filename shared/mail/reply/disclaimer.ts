import { LONGEST_MARK } from './line.ts';

/** How many different legal words make a paragraph a disclaimer. */
const ENOUGH = 4;
const SHORTEST = 120;

/** Stems of the words that lawyers put below mails, in the languages that do. */
const LEGAL_STEMS: readonly RegExp[] = [
  /confiden|riservat|vertrauli|vertrouwelijk|poufn|конфиденц|機密|保密/iu,
  /intended|destinat|bestimmt|bestemd|przeznaczon|предназнач/iu,
  /recipient|destinatari|empfänger|destinatair|geadresseerd|adresat|получател/iu,
  /in error|per errore|irrtümlich|par erreur|por error|por engano|por erro|abusievelijk|omyłk|по ошибке/iu,
  /delet|cancell|distrugg|lösch|vernicht|détrui|supprim|elimin|borr|apag|verwijder|vernietig|usun|удал/iu,
  /notify|advise|avvis|informar[ec]i|darne|comunic|benachrichtig|informieren|prévenir|avertir|avis|verwittig|inform|сообщ/iu,
  /disclos|diffu|divulg|weitergabe|verbreit|openbaar|ujawni|distribut|copy|copi|kopie/iu,
  /prohibit|vietat|proibit|unzulässig|untersagt|interdit|prohibid|proibid|verboden|zabronion|запрещ|unlawful/iu,
  /gdpr|d\.? ?lgs|196\/2003|2016\/679|rgpd|dsgvo/iu,
];

/** True for a paragraph that says whom the mail is for and what everybody else must do: at its end, never what was asked. */
export function isDisclaimer(paragraph: readonly string[]): boolean {
  const text = paragraph.map((line) => line.slice(0, LONGEST_MARK)).join(' ');
  if (text.length < SHORTEST || /[?？]/.test(text)) return false;
  return LEGAL_STEMS.filter((stem) => stem.test(text)).length >= ENOUGH;
}
