import type { InboundAttachment } from '../inbound.ts';
import { isUnshown } from '../reading/added-lines.ts';

const PGP = 'application/pgp-encrypted';
/** OpenPGP in a text (RFC 9580, section 6.2); a signed text stands there as it is. */
const ARMOR = /-----BEGIN PGP MESSAGE-----[\s\S]*?(?:-----END PGP MESSAGE-----|$(?![\s\S]))/g;

/** The files of a mail without those that are a mail which nothing here opens: S/MIME, PGP/MIME (RFC 3156), a piece of a mail. */
export function withoutSealed(files: readonly InboundAttachment[]): InboundAttachment[] {
  const isPgp = files.some(({ contentType }) => contentType === PGP);
  return files.filter(
    (file) => !isUnshown(file) && !(isPgp && /^application\/(?:octet-stream|pgp)/.test(file.contentType)),
  );
}

/** A text without what is encrypted in it. */
export function withoutArmor(text: string): string {
  return text.replace(ARMOR, '');
}
