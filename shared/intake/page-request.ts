import * as z from 'zod';
import { readJson } from '../bytes.ts';
import { LANGUAGES } from '../language.ts';
import { fileName } from '../mail/reading/file-name.ts';
import { PREFIX } from '../names.ts';
import { PRIORITIES } from '../sla/terms.ts';
import { pageSource } from '../ticket/page-source.ts';
import type { Desk } from '../ticket/ports.ts';
import type { TicketRequest } from '../use-cases/open-ticket.ts';
import { keepRequest, requestKey } from './keep-request.ts';

/** A file that came with a page's form. */
export type PageFile = TicketRequest['attachments'][number];

const priority = z.union(PRIORITIES.map((each) => z.literal(each))).optional();

const named = { filename: z.string(), contentType: z.string() };

/**
 * A file as it is kept. One that came through the function with its content, in base64: all of them are four megabytes at most. One that a
 * browser put into the bucket by its place there, where it lies for two days.
 */
const fileSchema = z.union([
  z.object({ ...named, content: z.base64() }),
  z.object({ ...named, size: z.number(), upload: z.string() }),
]);
const saidSchema = z.object({ text: z.string(), priority, files: z.array(fileSchema) });

/** What was submitted on a page, as it is kept, whole: a request of the form, or a reader's message about a ticket. */
const keptSchema = z.discriminatedUnion('kind', [
  saidSchema.extend({
    kind: z.literal('request'),
    email: z.string(),
    name: z.string().optional(),
    subject: z.string(),
    language: z.enum(LANGUAGES),
    /** Of a form on somebody else's page: the source that it came by, what that says of all of its, and what agents are to know. */
    form: z
      .object({
        name: z.string(),
        defaults: z.object({ priority, language: z.enum(LANGUAGES).optional() }),
        warnings: z.array(z.string()),
      })
      .optional(),
  }),
  saidSchema.extend({ kind: z.literal('message'), ticket: z.string(), reader: z.string() }),
]);
type Kept = z.infer<typeof keptSchema>;

/** What was submitted, with its files as the desk stores them. */
type WithFiles<T> = T extends unknown ? Omit<T, 'files'> & { files: PageFile[] } : never;
export type Submitted = WithFiles<Kept>;
export type PageRequest = Extract<Submitted, { kind: 'request' }>;
export type PageMessage = Extract<Submitted, { kind: 'message' }>;

/**
 * The key under which what was submitted is kept, or would be: another one for other words, and for another submission. `same`: what makes two the
 * same, where that is not all of it.
 */
export function pageKeptAs(submission: string, submitted: Submitted, same?: string): string {
  const { body, ...object } = objectOf(submission, submitted);
  return requestKey({ ...object, body: same === undefined ? body : Buffer.from(same) });
}

/** Keeps what was submitted; gives its key. The same again is the same object. */
export function keepPage(
  desk: Pick<Desk, 'files'>,
  submission: string,
  submitted: Submitted,
  same?: string,
): Promise<string> {
  return keepRequest(desk, {
    ...objectOf(submission, submitted),
    ...(same !== undefined && { same: Buffer.from(same) }),
  });
}

/** What was kept under this key. Throws `FileGone`, and a `SyntaxError` or `ZodError` for what cannot be read. */
export async function readPage(desk: Pick<Desk, 'files'>, key: string): Promise<Submitted> {
  const kept = keptSchema.parse(readJson(await desk.files.read(key)));
  const files = kept.files.map((file): PageFile => {
    if ('upload' in file) return file;
    const content = Buffer.from(file.content, 'base64');
    return { ...file, size: content.length, content, inline: false };
  });
  return { ...kept, files };
}

/** Files by names that are fit for showing and for any file system, as those of mails are. */
export function withFileNames(files: readonly PageFile[]): PageFile[] {
  return files.map((file, place) => ({ ...file, filename: fileName(file.filename, file.contentType, place) }));
}

function objectOf(submission: string, { files, ...said }: Submitted) {
  const kept: Kept = {
    ...said,
    files: files.map((file) => {
      const { filename, contentType } = file;
      const where =
        'upload' in file ? { size: file.size, upload: file.upload } : { content: file.content.toString('base64') };
      return { filename, contentType, ...where };
    }),
  };
  return { place: PREFIX.pages, id: pageSource(submission), body: Buffer.from(JSON.stringify(keptSchema.parse(kept))) };
}
