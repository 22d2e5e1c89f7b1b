import type { InboundAttachment } from '../../shared/mail/inbound.ts';
import { uploadType } from '../../shared/ticket/upload.ts';

/** Files that came with a form. A field for files in which none was chosen holds an empty one without a name. */
export function filesIn(form: FormData): File[] {
  return form.getAll('files').filter((each): each is File => typeof each !== 'string' && each.name !== '');
}

/** A file of a form as a message's. */
export async function asAttachment(file: File): Promise<InboundAttachment> {
  const content = Buffer.from(await file.arrayBuffer());
  return {
    filename: file.name.slice(0, 200),
    contentType: uploadType(file.type),
    size: content.length,
    content,
    inline: false,
  };
}
