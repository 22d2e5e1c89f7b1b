import * as z from 'zod';
import type { Language } from '../../shared/language.ts';
import type { InboundAttachment } from '../../shared/mail/inbound.ts';
import { fileName } from '../../shared/mail/reading/file-name.ts';
import { readRenderToken } from '../../shared/mail/signed/render-token.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { type UploadedFile, uploadKey, uploadType } from '../../shared/ticket/upload.ts';
import { asAttachment, filesIn } from './files-in.ts';
import { MOST_FILES, MOST_TOKEN } from './most-files.ts';
import type { Problem } from './problems.ts';
import type { Upload } from './uploads.ts';
import { pageWords } from './words/words.ts';

/** A file that the script says it has sent. */
const uploadSchema = z.object({
  index: z
    .int()
    .min(0)
    .max(MOST_FILES.places - 1),
  filename: z.string().min(1).max(200),
  contentType: z.string().max(200),
  size: z.int().min(0).max(MOST_FILES.upload),
  token: z.string().max(MOST_TOKEN).optional(),
});

export type ReadFiles = {
  files: (InboundAttachment | UploadedFile)[];
  /** Those that arrived, and need not be chosen again when something else is wrong. */
  uploads: Upload[];
  problems: Problem[];
};

/**
 * The files of a submitted form: those in it, and those that the page's script has put into slots of this submission, or of the one whose page
 * was shown again as this, each as large as it was said to be. What did not arrive is a problem in the page's language.
 */
export async function readFiles(
  { uploads: slots, secrets }: Pick<Desk, 'uploads' | 'secrets'>,
  form: FormData,
  { submission, language }: { submission: string; language: Language },
): Promise<ReadFiles> {
  const { errors } = pageWords(language).file;
  const problems: Problem[] = [];
  const wrong = (message: string) => problems.push({ field: 'files', message });
  const [sent, named] = [filesIn(form), uploadsIn(form)];
  if (sent.length + named.length > MOST_FILES.files) wrong(errors.tooManyFiles(MOST_FILES));
  if (sent.reduce((sum, { size }) => sum + size, 0) > MOST_FILES.together) wrong(errors.filesTooLarge(MOST_FILES));
  if (problems.length > 0) return { files: [], uploads: named, problems };
  const keys = await secrets.signingKeys();
  const uploads: Upload[] = [];
  const inSlots: UploadedFile[] = [];
  for (const upload of named) {
    const { index, filename, contentType, size, token } = upload;
    const of = token === undefined ? submission : readRenderToken(keys, token)?.submission;
    if (of !== undefined && (await slots.find(of, index)) === size) {
      uploads.push(upload);
      inSlots.push({ filename, contentType: uploadType(contentType), size, upload: uploadKey(of, index) });
    } else wrong(errors.fileGone(filename));
  }
  return { files: [...(await Promise.all(sent.map(asAttachment))), ...inSlots], uploads, problems };
}

/** What the page's script says it has sent. What it cannot have said is of a program, and nothing. */
export function uploadsIn(form: FormData): Upload[] {
  return form.getAll('upload').flatMap((each) => (typeof each === 'string' ? uploadIn(each) : []));
}

function uploadIn(text: string): Upload[] {
  try {
    const upload = uploadSchema.parse(JSON.parse(text));
    // Shown again before it is stored, where it would be cleaned.
    return [{ ...upload, filename: fileName(upload.filename, upload.contentType, upload.index) }];
  } catch {
    return [];
  }
}

/** The same for a page that is made anew: what was sent into the slots of the one before, whose token this is, stays there and is found by it. */
export function uploadsOf(token: string, uploads: readonly Upload[]): Upload[] {
  return uploads.map((upload) => ({ token, ...upload }));
}
