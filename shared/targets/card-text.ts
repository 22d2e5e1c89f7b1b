import { plainLine } from './plain-line.ts';

/** A text in the Markdown of an Adaptive Card, as it stands: what means something there is escaped, `<at>` and `{{DATE(…)}}` are broken up. */
export function cardText(text: string): string {
  return plainLine(text, 200)
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replace(/[\\`*_[\](){}#+!|~]/g, '\\$&');
}
