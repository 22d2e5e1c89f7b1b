import { contentTypeOf } from '../content-type.ts';
import type { InboundAttachment } from '../inbound.ts';
import { type Fault, tried } from '../tried.ts';
import { contentId, shownContentIds } from './content-id.ts';
import { decodeWords } from './encoded-words.ts';
import { fileName } from './file-name.ts';
import { firstHeader, type MailHeaders } from './headers.ts';
import type { FilePart } from './mail-parts.ts';
import { partName } from './part-type.ts';

/**
 * The files of a mail under names fit to be stored; `html` tells which of them it shows itself. One whose name or type breaks a rule
 * is a file all the same.
 */
export function readAttachments(
  files: readonly FilePart[],
  html: string | undefined,
  faults: Fault[],
): InboundAttachment[] {
  const shown = tried(
    faults,
    'shown files',
    () => shownContentIds(files.length > 0 ? (html ?? '') : ''),
    new Set<string>(),
  );
  return files.map((file, index) => {
    const { content } = file;
    const bare = { filename: `file-${index + 1}.bin`, contentType: contentTypeOf(undefined), inline: false };
    return { ...tried(faults, 'file', () => describe(file, index + 1, shown), bare), size: content.length, content };
  });
}

function describe({ contentType: type, headers }: FilePart, place: number, shown: ReadonlySet<string>) {
  const contentType = contentTypeOf(type);
  const cid = contentId(firstHeader(headers, 'content-id'));
  return {
    filename: fileName(partName(headers) ?? described(headers) ?? '', contentType, place),
    contentType,
    inline: cid !== undefined && shown.has(cid),
    ...(cid !== undefined && { cid }),
  };
}

/** Some mailers have the name there alone (RFC 2045, 8). */
function described(headers: MailHeaders): string | undefined {
  const description = decodeWords(firstHeader(headers, 'content-description') ?? '').trim();
  return /^[^/\\]{1,100}\.[a-z]\w{1,4}$/i.test(description) ? description : undefined;
}
