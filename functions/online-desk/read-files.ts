import * as z from 'zod';
import type { Language } from '../../shared/language.ts';
import type { InboundAttachment } from '../../shared/mail/inbound.ts';
import { fileName } from '../../shared/mail/reading/file-name.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { type UploadedFile, uploadKey, uploadType } from '../../shared/ticket/upload.ts';
import type { Problem } from '../web/problems.ts';
import { pageWords } from '../web/words/words.ts';
import type { Upload } from './pages/uploads.ts';

/** Files of one form: their number, the last number of one with those that were taken away again, and the bytes of one that its page's script sends and of all that come without a script. */
export const MOST_FILES = { files: 10, upload: 25_000_000, together: 4_000_000, index: 29 };

/** A file that the script says it has sent. */
const uploadSchema = z.object({
  index: z.int().min(0).max(MOST_FILES.index),
  filename: z.string().min(1).max(200),
  contentType: z.string().max(200),
  size: z.int().min(0).max(MOST_FILES.upload),
});

export type ReadFiles = {
  files: (InboundAttachment | UploadedFile)[];
  /** Those that arrived, and need not be chosen again when something else is wrong. */
  uploads: Upload[];
  problems: Problem[];
};

/**
 * The files of a submitted form: those in it, and those that the page's script has put into slots of this submission, each as large as it
 * was said to be. What did not arrive is a problem in the page's language.
 */
export async function readFiles(
  { uploads: slots }: Pick<Desk, 'uploads'>,
  form: FormData,
  { submission, language }: { submission: string; language: Language },
): Promise<ReadFiles> {
  const { errors } = pageWords(language).file;
  const problems: Problem[] = [];
  const wrong = (message: string) => problems.push({ field: 'files', message });
  // A field for files in which none was chosen holds an empty one without a name.
  const sent = form.getAll('files').filter((each): each is File => typeof each !== 'string' && each.name !== '');
  const named = namedUploads(form);
  if (sent.length + named.length > MOST_FILES.files) wrong(errors.tooManyFiles);
  if (sent.reduce((sum, { size }) => sum + size, 0) > MOST_FILES.together) wrong(errors.filesTooLarge);
  if (problems.length > 0) return { files: [], uploads: [], problems };
  const uploads: Upload[] = [];
  for (const upload of named) {
    const isThere = upload && (await slots.find(submission, upload.index)) === upload.size;
    if (isThere) uploads.push(upload);
    else wrong(errors.fileGone(upload?.filename ?? ''));
  }
  const inForm = await Promise.all(sent.map(asAttachment));
  const inSlots = uploads.map(({ index, contentType, ...file }) => ({
    ...file,
    contentType: uploadType(contentType),
    upload: uploadKey(submission, index),
  }));
  return { files: [...inForm, ...inSlots], uploads, problems };
}

/**
 * Problems that name each file of a page that counts no more: it was sent for that page alone, and has to be chosen again. Nothing is dropped
 * without a word.
 */
export function lostFiles(form: FormData, language: Language): Problem[] {
  const { fileGone } = pageWords(language).file.errors;
  return namedUploads(form).map((upload) => ({ field: 'files', message: fileGone(upload?.filename ?? '') }));
}

/** What the script says it has sent; undefined for what it cannot have said. */
function namedUploads(form: FormData): (Upload | undefined)[] {
  const named = form.getAll('upload').slice(0, MOST_FILES.files + 1);
  return named.flatMap((each) => (typeof each === 'string' ? [uploadIn(each)] : []));
}

function uploadIn(text: string): Upload | undefined {
  try {
    const upload = uploadSchema.parse(JSON.parse(text));
    // Shown again before it is stored, where it would be cleaned.
    return { ...upload, filename: fileName(upload.filename, upload.contentType, upload.index) };
  } catch {
    return undefined;
  }
}

async function asAttachment(file: File): Promise<InboundAttachment> {
  const content = Buffer.from(await file.arrayBuffer());
  return {
    filename: file.name.slice(0, 200),
    contentType: uploadType(file.type),
    size: content.length,
    content,
    inline: false,
  };
}
