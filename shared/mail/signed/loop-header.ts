import { isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/** The field's name; its value is the desk's address and a signature of it. */
const NAME = 'X-Support-Desk';
const PURPOSE = 'loop-header/1';
const VALUE = new RegExp(`^([^\\s;]{3,254});\\s*s=(${SIGNATURE_PATTERN})$`, 'i');

/**
 * The field that every mail of ours carries, so that one that comes back (a forwarding rule, a list that we are on) is known
 * and dropped. Signed, for else any sender could make us drop a mail that passes them.
 */
export function loopHeader(key: string, supportAddress: string): { name: string; value: string } {
  const address = supportAddress.toLowerCase();
  return { name: NAME, value: `${address}; s=${sign(key, PURPOSE, [address])}` };
}

/**
 * True for a mail that a desk with one of these keys sent. It is about the mail itself: one of ours that a bounce or a
 * forward encloses has the field in the enclosed header only.
 */
export function isOwnMail(keys: readonly string[], headers: readonly { name: string; value: string }[]): boolean {
  return headers.some(({ name, value }) => {
    if (name.toLowerCase() !== NAME.toLowerCase()) return false;
    const [, address = '', signature = ''] = VALUE.exec(value.replace(/\s+/g, ' ').trim()) ?? [];
    return isSigned(keys, PURPOSE, [address.toLowerCase()], signature);
  });
}
