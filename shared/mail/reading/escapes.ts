const ESCAPE = 0x1b;

/** What announces an encoding of seven bits, behind ESC: of RFC 1468 and its successors, RFC 1557 and RFC 1922. */
const ANNOUNCED: readonly (readonly [mark: Buffer, encoding: string])[] = [
  ...['$B', '$@', '(J', '(I'].map((mark) => [Buffer.from(mark), 'iso-2022-jp'] as const),
  [Buffer.from('$)C'), 'iso-2022-kr'],
  [Buffer.from('$)A'), 'iso-2022-cn'],
];

/** The encoding of text that is made of ASCII bytes and announces itself, whatever it is labelled; undefined for any other. */
export function announcedEncoding(bytes: Uint8Array): string | undefined {
  const start = bytes.indexOf(ESCAPE);
  if (start < 0) return undefined;
  return ANNOUNCED.find(([mark]) => mark.equals(bytes.subarray(start + 1, start + 1 + mark.length)))?.[1];
}
