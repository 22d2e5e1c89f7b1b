import type { AnswerContent } from '../../notify/answer-mail.ts';
import type { Message } from '../../ticket/message.ts';
import type { Desk } from '../../ticket/ports.ts';

/** An answer whole, from what is kept of it in the bucket. */
export async function keptContent(desk: Desk, { text, wholeText, html, attachments }: Message): Promise<AnswerContent> {
  const files = attachments.flatMap(({ key, redacted, ...file }, index) =>
    redacted ? [] : [{ ...file, index, read: () => desk.files.read(key) }],
  );
  const read = async (file: { key: string }) => (await desk.files.read(file.key)).toString();
  return { text: wholeText ? await read(wholeText) : text, html: html && (await read(html)), files };
}
