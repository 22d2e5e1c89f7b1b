import { byName, type Fields } from '../fields.ts';

/** A report is some kilobytes; behind this it is not one. */
const MAX_REPORT = 65_536;
/** A line may fold; a field name is RFC 5322's, printable without colon. */
const FIELD = /^([!-9;-~]{1,60})[ \t]{0,8}:(.*)$/;

/** The text of a part: UTF-8 where it is that (RFC 6533), else byte by byte. */
export function partText(content: Uint8Array): string {
  const bytes = content.subarray(0, MAX_REPORT);
  const text = new TextDecoder('utf-8').decode(bytes);
  return (text.includes('\uFFFD') ? new TextDecoder('latin1').decode(bytes) : text).replace(/\r\n?/g, '\n');
}

/**
 * The groups of fields in a report, RFC 3464, section 2: one of the message, then one for each recipient, with an empty line
 * between. Some servers leave that line out and some put more of them in: see readDeliveryReport.
 */
export function fieldGroups(text: string): Fields[] {
  const unfolded = text.replace(/\n[ \t]+(?=\S)/g, ' ');
  const groups = unfolded.split(/\n[ \t]*\n/).map((group) => byName(group.split('\n').flatMap(readField)));
  return groups.filter((group) => group.size > 0);
}

/** The header section of a returned mail, before the first empty line. Mbox lines and quote marks before it are tolerated. */
export function headerFields(text: string): Fields {
  const [head = ''] = text.trimStart().split(/\n[ \t]*\n/, 1);
  const unfolded = head.replace(/^>[ \t]?/gm, '').replace(/\n[ \t]+(?=\S)/g, ' ');
  return byName(unfolded.split('\n').flatMap(readField));
}

function readField(line: string): { name: string; value: string }[] {
  const [, name, value] = FIELD.exec(line) ?? [];
  return name === undefined || value === undefined ? [] : [{ name, value }];
}
