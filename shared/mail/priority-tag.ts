import type { Priority } from '../sla/terms.ts';

/** `[P1]`, or the word for priority or severity in English or Italian and a digit, each standing alone. */
const TAG =
  /\[\s*p\s*([1-4])\s*\]|(?<![\p{L}\p{N}])(?:priority|priorit(?:à|a['’]?)|severity|gravit(?:à|a['’]?))\s*[:=#-]?\s*([1-4])(?![\p{L}\p{N}])/iu;

/** The priority a customer chose in the subject, the first one when there are several. */
export function priorityTag(subject: string): Priority | undefined {
  const found = TAG.exec(subject.normalize('NFC'));
  const digit = found?.[1] ?? found?.[2];
  return digit === undefined ? undefined : (Number(digit) as Priority);
}
