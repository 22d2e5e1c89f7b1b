import type { AnswerContent } from '../../notify/answer-mail.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';

/** An answer whole, from what is kept of it in the bucket. */
export async function keptContent(desk: Desk, { text, wholeText, attachments }: Message): Promise<AnswerContent> {
  const files: AnswerContent['files'] = [];
  // One by one: forty megabytes are enough at a time.
  for (const { filename, contentType, size, key } of attachments) {
    files.push({ filename, contentType, size, content: await desk.files.read(key) });
  }
  return { text: wholeText ? (await desk.files.read(wholeText.key)).toString() : text, files };
}
