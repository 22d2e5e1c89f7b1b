import { detectMimeType } from 'nodemailer/lib/mime-funcs';
import type { FilePart, MailParts, TextPart } from './mail-parts.ts';
import { type UuencodedFile, uuencodedFiles } from './uuencode.ts';

/** The parts of a mail, with the files that stand uuencoded in its plain texts as files: so were they sent before there was MIME. */
export function withUuencodedFiles<T extends MailParts>(parts: T): T {
  const files: FilePart[] = [];
  const body = withoutFiles(parts.body, files);
  return files.length === 0 ? parts : { ...parts, body, files: [...parts.files, ...files] };
}

function withoutFiles(part: TextPart, files: FilePart[]): TextPart {
  const children = part.children.map((child) => withoutFiles(child, files));
  if (part.contentType === 'text/html' || !part.text?.includes('begin ')) return { ...part, children };
  const { text } = part;
  const found = uuencodedFiles(text);
  files.push(...found.map(asPart));
  const ends = [0, ...found.map(({ end }) => end)];
  const rest = ends.map((end, index) => text.slice(end, found[index]?.start));
  return { ...part, text: rest.join(''), children };
}

function asPart({ name, content }: UuencodedFile): FilePart {
  const disposition = `attachment; filename="${name.replace(/["\\]/g, '\\$&')}"`;
  return { contentType: detectMimeType(name), headers: new Map([['content-disposition', [disposition]]]), content };
}
