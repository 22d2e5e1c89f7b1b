import { cleanLine } from '../clean.ts';
import { contentTypeOf } from '../content-type.ts';
import type { InboundAttachment } from '../inbound.ts';
import { fileName } from './file-name.ts';
import { firstHeader } from './headers.ts';
import type { FilePart } from './mail-parser.ts';
import { readParameter } from './parameters.ts';

/** The files of a mail under names fit to be stored; `html` tells which of them it shows itself. */
export function readAttachments(files: readonly FilePart[], html: string | undefined): InboundAttachment[] {
  const shown = shownContentIds(files.length > 0 ? (html ?? '') : '');
  return files.map(({ contentType: type, headers, content }, index) => {
    const contentType = contentTypeOf(type);
    const given =
      readParameter(firstHeader(headers, 'content-disposition'), 'filename') ??
      readParameter(firstHeader(headers, 'content-type'), 'name') ??
      '';
    const filename = fileName(given, contentType, index + 1);
    const cid = contentId(firstHeader(headers, 'content-id'));
    return {
      filename,
      contentType,
      size: content.length,
      content,
      inline: cid !== undefined && shown.has(cid),
      ...(cid !== undefined && { cid }),
    };
  });
}

function contentId(field: string | undefined): string | undefined {
  return cleanLine((field ?? '').replace(/^[\s<]+|[\s>]+$/g, ''), 300) || undefined;
}

/** The ids behind the `cid:` links of an HTML text (RFC 2392). Mail programs give a Content-ID to plain files too. */
function shownContentIds(html: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const [, id = ''] of html.matchAll(/\bcid:([^"'\s<>)]{1,300})/gi)) {
    ids.add(id).add(unescapePercent(id));
  }
  return ids;
}

function unescapePercent(id: string): string {
  return id.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
