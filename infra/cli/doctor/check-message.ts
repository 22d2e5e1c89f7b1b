import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Item, unlessRefused } from '../../../shared/aws/table.ts';
import { messageItem } from '../../../shared/aws/ticket-items.ts';
import { messageDueAt } from '../../../shared/ticket/delivery.ts';
import { type Message, messageSchema } from '../../../shared/ticket/message.ts';
import { ifReadable } from '../../../shared/ticket/ticket-store.ts';
import { hashOf } from '../../../shared/use-cases/steps/message-files.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import { brokenFields, byHand } from './fields.ts';
import type { Finding } from './finding.ts';
import { misfits } from './fit.ts';
import { isLate, wake } from './overdue.ts';
import { rawMail } from './raw-mail.ts';
import { salvageMessage } from './salvage-message.ts';

/** Keys of the indexes that a message has. */
const INDEXED = ['mailId', 'dueShard', 'dueKey'];

/** What of a message its mail says again. */
const FROM_MAIL = ['text', 'attachments'];

const CHANGED = 'somebody wrote it meanwhile: run this again';

/** Looks at the item of a message, and whether its files are there. */
export async function checkMessage(doctor: DoctorDesk, item: Item): Promise<Finding[]> {
  const about = `message ${String(item.sk).replace('MESSAGE#', '')} of ticket ${String(item.pk).replace('TICKET#', '')}`;
  const read = messageSchema.safeParse(item);
  if (!read.success) return [await unreadable(doctor, about, item)];
  const message = read.data;
  return [
    ...indexOf(doctor, about, message, item),
    ...overdueOf(doctor, about, message),
    ...(await filesOf(doctor, about, message)),
  ];
}

async function unreadable(doctor: DoctorDesk, about: string, item: Item): Promise<Finding> {
  const { desk, hasFile, tickets, keep } = doctor;
  const broken = brokenFields(messageSchema, item);
  const finding = { kind: 'unreadable', about, says: `it cannot be read: ${broken.join(', ')}` } as const;
  const attempt = await salvageMessage(item, { mail: undefined, hasFile, now: desk.now() });
  if ('stuck' in attempt) return { ...finding, mend: byHand(item, attempt.stuck) };
  return {
    ...finding,
    mend: 'write it again with what its mail says, and a warning that says what is missing',
    async repair() {
      const id = String(item.pk).replace('TICKET#', '');
      const ticket = await ifReadable(desk.tickets.get(id));
      if (!ticket) return 'its ticket has to be read first';
      // What an agent hid stands in the mail still.
      const isHidden = (ticket.redactions ?? []).length > 0;
      if (isHidden && FROM_MAIL.some((field) => broken.includes(field)))
        return `words were hidden: ${byHand(item, broken)}`;
      const mail = isHidden ? undefined : await rawMail(desk, item.raw);
      const salvaged = await salvageMessage(item, { mail, hasFile, now: desk.now() });
      if ('stuck' in salvaged) return byHand(item, salvaged.stuck);
      await keep(item);
      const put = new PutCommand({
        TableName: tickets.name,
        Item: messageItem(salvaged.message),
        ...asItWas(item, [...broken, 'relay', 'redaction']),
      });
      return (await unlessRefused(tickets.client.send(put))) ? undefined : CHANGED;
    },
  };
}

/** The condition that an item still has these attributes as it was read with. */
function asItWas(item: Item, names: readonly string[]) {
  const given = [...new Set(names)];
  const there = given.filter((name) => item[name] !== undefined);
  return {
    ConditionExpression: [
      'attribute_exists(pk)',
      ...given.map((name) => (there.includes(name) ? `#${name} = :${name}` : `attribute_not_exists(#${name})`)),
    ].join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(given.map((name) => [`#${name}`, name])),
    ...(there.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(there.map((name) => [`:${name}`, item[name]])),
    }),
  };
}

function indexOf({ desk, tickets }: DoctorDesk, about: string, message: Message, item: Item): Finding[] {
  const expected: Item = messageItem(message);
  const wrong = misfits(item, expected, desk.now()).filter((name) => INDEXED.includes(name));
  if (wrong.length === 0) return [];
  return [
    {
      kind: 'index',
      about,
      says: `it is not found, or not gone on with, as it should be: ${wrong.join(', ')}`,
      mend: 'write its keys again, so that they follow from it',
      async repair() {
        const set = INDEXED.filter((name) => expected[name] !== undefined);
        const removed = INDEXED.filter((name) => expected[name] === undefined);
        const { ConditionExpression, ...relay } = asItWas(item, ['relay', 'messageId']);
        const write = new UpdateCommand({
          TableName: tickets.name,
          Key: { pk: item.pk, sk: item.sk },
          UpdateExpression: [
            ...(set.length > 0 ? [`SET ${set.map((name) => `${name} = :${name}`).join(', ')}`] : []),
            ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
          ].join(' '),
          ConditionExpression,
          ExpressionAttributeNames: relay.ExpressionAttributeNames,
          ExpressionAttributeValues: {
            ...relay.ExpressionAttributeValues,
            ...Object.fromEntries(set.map((name) => [`:${name}`, expected[name]])),
          },
        });
        return (await unlessRefused(tickets.client.send(write))) ? undefined : CHANGED;
      },
    },
  ];
}

function overdueOf({ desk }: DoctorDesk, about: string, message: Message): Finding[] {
  const at = messageDueAt(message);
  if (at === undefined || !isLate(at, desk.now())) return [];
  return [
    {
      kind: 'overdue',
      about,
      says: `it has not been passed on to all whom it is for, since ${at}`,
      mend: 'go on with it now, as the sweep would; then look why the sweep did not (docs/runbook.md, The sweep function fails)',
      repair: () => wake(desk, { ticketId: message.ticketId, messageKey: message.key }),
    },
  ];
}

async function filesOf({ desk, hasFile }: DoctorDesk, about: string, message: Message): Promise<Finding[]> {
  const { attachments, wholeText, html, raw } = message;
  const files = [
    ...attachments.flatMap(({ key, contentType, redacted }) => (redacted ? [] : [{ key, contentType }])),
    ...(wholeText ? [{ key: wholeText.key, contentType: 'text/plain; charset=utf-8' }] : []),
    ...(html ? [{ key: html.key, contentType: 'text/html; charset=utf-8' }] : []),
  ];
  const there = await Promise.all(files.map(({ key }) => hasFile(key)));
  const missing = files.filter((_, index) => !there[index]);
  if (missing.length === 0) return [];
  return [
    {
      kind: 'files',
      about,
      says: `the bucket has not: ${missing.map(({ key }) => key).join(', ')}`,
      mend: raw?.startsWith('raw/')
        ? 'take them from its raw mail again; what is not in it, its writer has to send again'
        : 'nothing else has them, save an older version of the object: restore that, or ask for them again',
      ...(raw?.startsWith('raw/') && {
        async repair() {
          const mail = await rawMail(desk, raw);
          const contents = [
            ...(mail?.attachments.map(({ content }) => content) ?? []),
            ...[mail?.text, mail?.html].flatMap((text) => (text === undefined ? [] : [Buffer.from(text)])),
          ];
          const lost: string[] = [];
          for (const { key, contentType } of missing) {
            // The key has a print of what it is the key of: nothing else gets there.
            const content = contents.find((each) => key.slice(key.lastIndexOf('/')).includes(`${hashOf(each)}-`));
            if (content) await desk.files.write(key, content, contentType);
            else lost.push(key);
          }
          return lost.length > 0 ? `not in its mail, or that is gone: ${lost.join(', ')}` : undefined;
        },
      }),
    },
  ];
}
