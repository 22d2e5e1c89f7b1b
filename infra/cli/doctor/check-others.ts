import * as z from 'zod';
import type { Item } from '../../../shared/aws/table.ts';
import { factSchema } from '../../../shared/ticket/fact.ts';
import { quarantineEntrySchema } from '../../../shared/ticket/quarantine.ts';
import { savedReplySchema } from '../../../shared/ticket/saved-reply.ts';
import { noticeRecordSchema } from '../../../shared/ticket/team-notice.ts';
import { auditSchema } from '../../../shared/ticket/ticket.ts';
import { brokenFields, byHand, placeOfItem } from './fields.ts';
import type { Finding } from './finding.ts';

/** Items that nothing else says again, and what it means that one cannot be read. */
const KINDS: {
  is: (pk: string, sk: string, item: Item) => boolean;
  schema: z.ZodObject;
  name: string;
  says: string;
  /** Left out: a person puts it right by hand. */
  mend?: string;
}[] = [
  {
    is: (pk) => pk.startsWith('QUARANTINE#'),
    schema: quarantineEntrySchema,
    name: 'held mail',
    says: 'nobody sees it, and it cannot be released; the mail itself is in the bucket',
  },
  {
    is: (pk, sk) => pk.startsWith('NOTICES#') && sk.startsWith('T-'),
    schema: noticeRecordSchema,
    name: 'notice',
    says: 'one of the team may not have heard of its ticket: tell them',
  },
  {
    is: (pk, _, { removed }) => /^REPLIES(?:#|$)/.test(pk) && removed !== true,
    schema: savedReplySchema,
    name: 'saved reply',
    says: 'nobody is offered it any more; nobody is owed anything by it',
  },
  {
    is: (pk, sk) => pk.startsWith('TICKET#') && sk.startsWith('AUDIT#'),
    schema: z.object({ from: z.number(), entries: z.array(auditSchema) }),
    name: 'trail',
    says: 'lines of a ticket’s trail are not shown; nobody is owed anything by them',
  },
  {
    is: (pk, _, { gone }) => pk.startsWith('FACT#') && gone !== true,
    schema: factSchema,
    name: 'fact',
    says: 'a ticket is in no report; the ticket itself is sound',
    mend: 'desk report rebuild --yes makes it anew from the ticket',
  },
];

/** What is wrong with an item that is neither a ticket nor a message. What ends by itself soon is not looked at. */
export function checkOther(item: Item): Finding[] {
  const kind = KINDS.find(({ is }) => is(String(item.pk), String(item.sk), item));
  if (!kind || kind.schema.safeParse(item).success) return [];
  const fields = brokenFields(kind.schema, item);
  return [
    {
      kind: 'unreadable',
      about: `${kind.name} ${placeOfItem(item)}`,
      says: `${kind.says}: ${fields.join(', ')}`,
      mend: kind.mend ?? byHand(item, fields),
    },
  ];
}
