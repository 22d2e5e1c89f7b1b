/** Where HTML must say it (HTML standard, 4.2.5.4), and somewhat below: mail programs put style sheets above. */
const SAMPLE = 8_192;

/** What HTML says of its own encoding: in `<meta charset>`, in a `Content-Type` of its head, or as XML; undefined when it says nothing. */
export function metaCharset(html: Uint8Array): string | undefined {
  const head = Buffer.from(html.subarray(0, SAMPLE)).toString('latin1');
  const [, charset] =
    /<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head) ??
    /^\W{0,20}<\?xml\b[^>]{0,300}?\bencoding\s*=\s*["']([\w.:-]{1,40})/i.exec(head) ??
    [];
  // Whoever could read this far did not read UTF-16 (HTML standard, 13.2.3.2).
  return charset === undefined || /^utf-?16/i.test(charset) ? undefined : charset;
}
