import type { Language } from '../../shared/language.ts';
import type { InboundAttachment } from '../../shared/mail/inbound.ts';
import { fileName } from '../../shared/mail/reading/file-name.ts';
import { uploadType } from '../../shared/ticket/upload.ts';
import type { Problem } from './problems.ts';
import { pageWords } from './words/words.ts';

/** Files that came with a form. A field for files in which none was chosen holds an empty one without a name. */
export function filesIn(form: FormData): File[] {
  return form.getAll('files').filter((each): each is File => typeof each !== 'string' && each.name !== '');
}

/** A file of a form as a message's. */
export async function asAttachment(file: File, place: number): Promise<InboundAttachment> {
  const content = Buffer.from(await file.arrayBuffer());
  const contentType = uploadType(file.type);
  return {
    filename: fileName(file.name, contentType, place),
    contentType,
    size: content.length,
    content,
    inline: false,
  };
}

/** That the files of a form which is shown again have to be chosen anew, by name: a browser lets no page choose them. */
export function lostFiles(form: FormData, language: Language): Problem[] {
  const names = filesIn(form).map(({ name, type }, place) => fileName(name.slice(0, 200), type, place));
  if (names.length === 0) return [];
  return [{ field: 'files', message: pageWords(language).file.errors.attachAgain(names.join(', ')) }];
}
