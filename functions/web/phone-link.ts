import { type Html, html } from '../../shared/mail/templates/html.ts';

/** `text` as a link that calls a number, which is given as people write it; `text` alone where there is no number in it. */
export function phoneLink(phone: string, text = phone): Html {
  const digits = dialled(phone);
  return digits ? html`<a href="tel:${digits}">${text}</a>` : html`${text}`;
}

/**
 * A number as a telephone takes it (RFC 3966, section 5.1.4, without separators). The `(0)` of an international number is not dialled, and an
 * extension is said to whoever answers.
 */
function dialled(phone: string): string {
  const [number = ''] = phone.trim().split(/[\p{L};,#/]/u);
  const isGlobal = number.startsWith('+');
  const digits = (isGlobal ? number.replace('(0)', '') : number).replace(/\D/g, '');
  return digits && `${isGlobal ? '+' : ''}${digits}`;
}
