import { escapeHtml } from '../html/escape.ts';
import { lettersOf } from './letters.ts';

/**
 * What stands in a letter for a picture that is loaded from elsewhere, in HTML: a link to it (its name alone where it is in a
 * link already), because a mail of ours loads nothing; a sign that a program shows as a picture is that sign. Undefined for any
 * other picture; empty for one without a name or a size, which is there to tell its owner who reads.
 */
export function remotePicture(attributes: ReadonlyMap<string, string>, isInLink: boolean): string | undefined {
  const source = attributes.get('data-remote-src');
  if (source === undefined || attributes.has('src')) return undefined;
  const name = attributes.get('alt')?.trim() ?? '';
  if (name !== '' && (isInLink || lettersOf(name) === '' || isSign(name))) return escapeHtml(name);
  if (name === '' && !attributes.has('width')) return '';
  return isInLink ? '' : `<a href="${escapeHtml(source)}">${escapeHtml(name || fileName(source))}</a>`;
}

/** One that is made of digits or letters: `1️⃣`, `ℹ️`. */
function isSign(name: string): boolean {
  return /^\p{Emoji}\uFE0F?\u20E3?$/u.test(name);
}

function fileName(source: string): string {
  return (
    source
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) || source
  );
}
