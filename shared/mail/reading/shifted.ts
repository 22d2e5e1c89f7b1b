const ESCAPE = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;
const TILDE = 0x7e;

/**
 * Text in ISO-2022-KR (RFC 1557), ISO-2022-CN (RFC 1922) or HZ (RFC 1843) as EUC: what is shifted gets its high bits, the marks
 * themselves go. Of ISO-2022-CN only GB 2312 is read.
 */
export function fromShifted(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let isShifted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = String.fromCharCode(bytes[at + 1] ?? 0);
    if (byte === SHIFT_OUT || (byte === TILDE && next === '{')) isShifted = true;
    else if (byte === SHIFT_IN || (byte === TILDE && next === '}')) isShifted = false;
    else if (byte === ESCAPE && next === '$') at += 3;
    else if (byte === TILDE && next === '~') out[length++] = byte;
    else if (byte !== TILDE || next !== '\n') out[length++] = isShifted && byte > 0x20 ? byte | 0x80 : byte;
    if (byte === TILDE && '{}~\n'.includes(next)) at += 1;
  }
  return out.subarray(0, length);
}
