import { labelledAddress, labelOf } from './labelled-address.ts';
import { ALPHABET, isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/** The signed text names its version, as a reply address does, and never fits one. */
const PURPOSE = 'digest-address/1';

const TOKEN = new RegExp(`^(d-[${ALPHABET}]{8})\\.(${SIGNATURE_PATTERN})$`);

/**
 * Where the answer to a mail goes that names many tickets: `help+d-<reader>.<signature>@…`. It is about none of them, so nothing comes of
 * it but word to its writer. `reader` is the hash of whom the mail went to (`recipientHash`): one address tells from another who gave it on.
 * @throws RangeError when the support address is too long for it
 */
export function digestAddress(key: string, supportAddress: string, reader: string): string {
  const name = `d-${reader.toLowerCase()}`;
  return labelledAddress(supportAddress, `${name}.${sign(key, PURPOSE, [name])}`);
}

/** Whether an address is such a one, in any case of letters, signed by any of the keys. */
export function isDigestAddress(keys: readonly string[], supportAddress: string, address: string): boolean {
  const [, name = '', signature = ''] = TOKEN.exec(labelOf(supportAddress, address) ?? '') ?? [];
  return isSigned(keys, PURPOSE, [name], signature);
}
