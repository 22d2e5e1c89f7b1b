import { legalWords } from '../reply/disclaimer.ts';

/** How a disclaimer begins that stands alone or below a name; below what somebody says it takes more to tell one. */
const BEGINS =
  /^[*_\s]*(?:(?:confidentiality|privacy|legal|disclaimer|haftungs|vertraulichkeit|rechtlich|hinweis|avviso|informativa|riservatezza|confidentialité|aviso|notice)\b.{0,40}|(?:this|the (?:information|content)s?|diese?[rs]?|der inhalt|die (?:in|information)|quest[aoei]|il (?:presente|contenuto)|la presente|le informazioni|ce(?:tte)?|est[ea]|dit|deze|de informatie|ta|niniejsz[ae])\s.{0,60}(?:e-?mail|message|communication|nachricht|mail|messaggio|comunicazione|courriel|mensaje|correo|mensagem|bericht|wiadomość|information)|(?:if you (?:are not|have received)|wenn sie nicht|sollten sie nicht|falls sie nicht|se avete ricevuto|qualora|si vous))/iu;
const BEFORE_PRINTING =
  /before printing|prima di stampare|avant d['’]imprimer|(?:bevor sie|vor dem).{0,40}(?:drucken|ausdruck)|antes de imprimir|voordat u .{0,30}print/iu;
const ENOUGH = 2;

/**
 * The lines without the paragraphs that lawyers put below a mail, for a text of which only a greeting and a name is left: a paragraph
 * that begins like one and has two of their words, and asks nothing and names no number.
 */
export function withoutLegal(lines: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const end = paragraphEnd(lines, at);
    if (isLegal(lines.slice(at, end))) at = end - 1;
    else if (!BEFORE_PRINTING.test(lines[at] ?? '')) kept.push(lines[at] ?? '');
  }
  return kept;
}

function isLegal(paragraph: readonly string[]): boolean {
  const text = paragraph.join(' ');
  return (
    BEGINS.test(paragraph[0] ?? '') && legalWords(paragraph) >= ENOUGH && !/[?？]|(?<!\/|\d)\d{1,6}(?![\d/])/.test(text)
  );
}

function paragraphEnd(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && (lines[end] ?? '').trim() !== '') end += 1;
  return Math.max(end, from + 1);
}
