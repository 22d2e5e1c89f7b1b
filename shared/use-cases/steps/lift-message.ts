import type { InboundMail } from '../../mail/inbound.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { noteDue } from './note-copy.ts';
import { keepContent, newMessage } from './store-message.ts';

type Words = Pick<InboundMail, 'from' | 'text' | 'replyText' | 'html'> &
  Partial<Pick<InboundMail, 'subject' | 'unanswerable'>>;

/** Whether a mail that comes again is proved and the first one was not. Of a message in which an agent has hidden something, nothing is. */
export function isLiftable(before: Message, { verified }: { verified: boolean }): boolean {
  return verified && !before.verified && before.author === 'customer' && before.redaction === undefined;
}

/**
 * A message whose mail came unproved, and now comes proved (`isLiftable`): what it shows is that mail's from now on, its text, subject and
 * name, and where it asks for answers (docs/promise.md section 9). `isOutside`: its writer does not belong to the conversation, and what came from outside stays so. What the bucket has of the texts before is due when something of it is hidden. When a redaction comes
 * first it stays as it is, and what was kept of this mail is due with the rest.
 */
export async function liftMessage(
  desk: Desk,
  ticket: Ticket,
  before: Message,
  {
    mail,
    by = before.by,
    isOutside = false,
    isMeant = true,
    answersTo,
  }: { mail: Words; by?: string | undefined; isOutside?: boolean; isMeant?: boolean; answersTo?: Message['answersTo'] },
): Promise<void> {
  const { fromOutside, unanswerable, byHolder, ...others } = before;
  const { replyText: _, hiddenLines: __, wholeText: ___, html: ____, answersTo: _____, ...kept } = others;
  const { subject, text, replyText, from } = mail;
  const proved = newMessage({ ...kept, by, name: from?.name, subject, text, replyText, verified: true });
  const content = await keepContent(desk, proved, { html: mail.html, files: [] }, ticket);
  const texts = textsOf(content);
  const gone = textsOf(before).filter((key) => !texts.includes(key));
  const { redaction } = content;
  const lifted = {
    ...content,
    ...(answersTo && { answersTo }),
    ...(isOutside && fromOutside && { fromOutside }),
    ...(byHolder && !isMeant && { byHolder }),
    ...(unanswerable && mail.unanswerable && { unanswerable }),
    attachments: before.attachments,
    ...(gone.length > 0 && { replaced: [...(before.replaced ?? []), ...gone] }),
    ...(redaction && { redaction: { ...redaction, due: [...redaction.due, ...gone] } }),
  };
  if (!(await desk.tickets.rewriteMessage(before, lifted))) await noteDue(desk, before, texts);
}

/** Keys of a message's texts in the bucket. */
function textsOf({ html, wholeText }: Message): string[] {
  return [html?.key, wholeText?.key].filter((key) => key !== undefined);
}
