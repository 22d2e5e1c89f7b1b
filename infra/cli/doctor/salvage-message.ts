import type { Item } from '../../../shared/aws/table.ts';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import type { Attachment, Message } from '../../../shared/ticket/message.ts';
import { messageSchema } from '../../../shared/ticket/message.ts';
import { attachmentOf } from '../../../shared/use-cases/steps/message-files.ts';
import { boundedTexts } from '../../../shared/use-cases/steps/store-message.ts';
import { brokenFields } from './fields.ts';

/** What else there is of a message: its mail as it is read now, and whether a file is in the bucket. */
type Around = { mail: InboundMail | undefined; hasFile(key: string): Promise<boolean>; now: Date };

/** A message put right, with the fields that were; or those that nothing says. */
export type SalvagedMessage = { message: Message; mended: string[] } | { stuck: string[] };

/** What a message shows beside its text; without it, it shows less. */
const LESS = ['replyText', 'hiddenLines', 'name', 'subject', 'html', 'wholeText'];

/**
 * Whether its mail must not speak for it: an agent hid something of it, which still stands there; or an agent wrote it, whose mail has more than what
 * was sent of it.
 */
const isNotFromMail = (item: Item) => item.redaction !== undefined || item.author === 'agent';

/** A message that cannot be read, from its mail and from what of it can. What says who wrote it, or whom it reached, is never guessed. */
export async function salvageMessage(item: Item, { mail, hasFile, now }: Around): Promise<SalvagedMessage> {
  const broken = brokenFields(messageSchema, item);
  const known: Item = { ...item };
  const stuck: string[] = [];
  for (const field of broken) {
    if (LESS.includes(field)) delete known[field];
    else if (field === 'warnings') known.warnings = [];
    else if (field === 'text' && !isNotFromMail(item)) known.text = mail?.text ?? '';
    else if (field === 'attachments' && !isNotFromMail(item)) known.attachments = [];
    else if (field === 'relay' && relayOf(item, now) !== undefined) known.relay = relayOf(item, now);
    else stuck.push(field);
  }
  if (stuck.length > 0) return { stuck };
  const read = messageSchema.safeParse(known);
  if (!read.success) return { stuck: broken };
  const attachments = broken.includes('attachments') ? await filesOf(read.data, mail, hasFile) : read.data.attachments;
  const from = mail ? ', from its mail' : '';
  const warning = `put right by an admin${from}: ${broken.join(', ')}${mail ? '' : '; what is kept of it is the raw request'}`;
  const { warnings } = read.data;
  return { message: boundedTexts({ ...read.data, attachments, warnings: [warning, ...warnings] }), mended: broken };
}

/** The passing on of a message whose record broke: of a customer's the team is told, each once by its own record; of an answer only what is known. */
function relayOf({ author, left, notSent }: Item, now: Date): Message['relay'] {
  if (author === 'agent') return left !== undefined || notSent !== undefined ? { state: 'done' } : undefined;
  return { state: 'parked', again: now.toISOString(), attempts: 0, reason: 'put right by an admin', steps: [] };
}

/** The files of its mail that are in the bucket as this message's. */
async function filesOf(message: Message, mail: InboundMail | undefined, hasFile: Around['hasFile']) {
  const found: Attachment[] = [];
  for (const [index, file] of (mail?.attachments ?? []).entries()) {
    const attachment = attachmentOf(message, file, index);
    if (await hasFile(attachment.key)) found.push(attachment);
  }
  return found;
}
