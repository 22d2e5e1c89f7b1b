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
type PageFile = TicketRequest['attachments'][number];

const priority = z.union(PRIORITIES.map((each) => z.literal(each))).optional();

/** The content in base64: of files that came through the function, which are four megabytes together at most. */
const sentSchema = z.object({ filename: z.string(), contentType: z.string(), content: z.base64() });
/** What the page's script has put where `upload` says: a copy is made when the message is stored. */
const uploadedSchema = z.object({
  filename: z.string(),
  contentType: z.string(),
  size: z.number(),
  upload: z.string(),
});
const fileSchema = z.union([sentSchema, uploadedSchema]);
const saidSchema = z.object({ text: z.string(), priority, files: z.array(fileSchema) });

/** What was submitted on a page, as it is kept, whole: a request of the form, or a reader's message about a ticket. */
const keptSchema = z.discriminatedUnion('kind', [
  saidSchema.extend({
    kind: z.literal('request'),
    email: z.string(),
    name: z.string().optional(),
    subject: z.string(),
    language: z.enum(LANGUAGES),
  }),
  saidSchema.extend({ kind: z.literal('message'), ticket: z.string(), reader: z.string() }),
]);
type Kept = z.infer<typeof keptSchema>;

/** What was submitted, with its files as the desk stores them. */
type WithFiles<T> = T extends unknown ? Omit<T, 'files'> & { files: PageFile[] } : never;
export type Submitted = WithFiles<Kept>;
export type PageRequest = Extract<Submitted, { kind: 'request' }>;
export type PageMessage = Extract<Submitted, { kind: 'message' }>;

/** The key under which what was submitted is kept, or would be: another one for other words, and for another submission. */
export function pageKeptAs(submission: string, submitted: Submitted): string {
  return requestKey(objectOf(submission, submitted));
}

/** Keeps what was submitted; gives its key. The same again is the same object. */
export function keepPage(desk: Pick<Desk, 'files'>, submission: string, submitted: Submitted): Promise<string> {
  return keepRequest(desk, objectOf(submission, submitted));
}

/** What was kept under this key. Throws `FileGone`, and a `SyntaxError` or `ZodError` for what cannot be read. */
export async function readPage(desk: Pick<Desk, 'files'>, key: string): Promise<Submitted> {
  const kept = keptSchema.parse(readJson(await desk.files.read(key)));
  return { ...kept, files: kept.files.map(fileOf) };
}

function objectOf(submission: string, { files, ...said }: Submitted) {
  const kept: Kept = {
    ...said,
    files: files.map((file) => {
      const { filename, contentType } = file;
      if ('upload' in file) return { filename, contentType, size: file.size, upload: file.upload };
      return { filename, contentType, content: file.content.toString('base64') };
    }),
  };
  return { place: PREFIX.pages, id: pageSource(submission), body: Buffer.from(JSON.stringify(keptSchema.parse(kept))) };
}

function fileOf(file: z.infer<typeof fileSchema>, place: number): PageFile {
  const { contentType } = file;
  const filename = fileName(file.filename, contentType, place);
  if ('upload' in file) return { filename, contentType, size: file.size, upload: file.upload };
  const content = Buffer.from(file.content, 'base64');
  return { filename, contentType, size: content.length, content, inline: false };
}
