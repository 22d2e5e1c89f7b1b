import { encode as encodeBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64';
import type MimeNode from 'nodemailer/lib/mime-node';
import { encode as encodeQuoted, wrap as wrapQuoted } from 'nodemailer/lib/qp';

/** RFC 2045, section 6.7 and 6.8. */
const LINE = 76;

const [LF, CR] = [0x0a, 0x0d];

/**
 * The bytes of a mail that nodemailer has laid out, the same as its own `build` gives, which takes seven streams a part for it and more time
 * than all else of a small mail's way. Its parts hold text or bytes.
 */
export function mimeBytes(root: MimeNode): Buffer {
  const bytes = Buffer.concat([...partsOf(root)]);
  const last = bytes.at(-1);
  return last === LF ? bytes : Buffer.concat([bytes, Buffer.from(last === CR ? '\n' : '\r\n')]);
}

function* partsOf(node: MimeNode): Generator<Buffer> {
  // These make the boundary, too.
  yield Buffer.from(withCrlf(`${node.buildHeaders()}\r\n\r\n`));
  const { childNodes, boundary } = node;
  if (node.content) yield Buffer.from(contentOf(node), 'latin1');
  if (!node.multipart) return;
  for (const [index, child] of childNodes.entries()) {
    yield Buffer.from(`${index > 0 ? '\r\n' : ''}--${boundary}\r\n`);
    yield* partsOf(child);
  }
  yield Buffer.from(`\r\n--${boundary}--\r\n`);
}

/** The content of a part as it is written, a letter a byte. */
function contentOf(node: MimeNode): string {
  const { content } = node;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (!Buffer.isBuffer(bytes)) throw new TypeError('a part of a mail is neither text nor bytes');
  switch (node.getTransferEncoding()) {
    case 'base64':
      return wrapBase64(encodeBase64(bytes), LINE);
    case 'quoted-printable':
      return withCrlf(wrapQuoted(encodeQuoted(bytes), LINE));
    default:
      return withCrlf(bytes.toString('latin1'));
  }
}

function withCrlf(text: string): string {
  return text.replace(/(?<!\r)\n/g, '\r\n');
}
