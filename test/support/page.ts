import { type Filed, type FromPage, fileFromPage, type PageForm } from '../../shared/intake/file-from-page.ts';
import type { Ticket } from '../../shared/ticket/ticket.ts';
import type { MemoryDesk } from './memory-desk.ts';

/** What Anna Rossi fills in, a minute after she was shown the page, unless a test says otherwise. */
export function submit(desk: MemoryDesk, form: Partial<PageForm> = {}, from: Partial<FromPage> = {}): Promise<Filed> {
  const receivedAt = desk.now().toISOString();
  const made = new Date(Date.parse(receivedAt) - 60_000).toISOString();
  return fileFromPage(
    desk,
    {
      submission: 'k9g7m2p4k9g7m2p4',
      email: 'anna@rossi.example',
      name: 'Anna Rossi',
      subject: 'The door does not open',
      text: 'Since this morning nobody gets in.',
      language: 'it',
      files: [],
      ...form,
    },
    { ip: '192.0.2.7', receivedAt, made, opened: from.made ?? made, trap: false, ...from },
  );
}

/** The ticket that a form has made. */
export function ticketIn(filed: Filed): Ticket {
  if (filed.outcome !== 'ticket') throw new Error(`the form is ${filed.outcome}`);
  return filed.ticket;
}

/** A file as a page hands it in. */
export function pageFile(filename: string, text = 'a file'): PageForm['files'][number] {
  const content = Buffer.from(text);
  return { filename, contentType: 'text/plain', size: content.length, content, inline: false };
}
