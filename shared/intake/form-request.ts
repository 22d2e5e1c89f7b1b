import * as z from 'zod';
import { readJson } from '../bytes.ts';
import { webhookRequestSchema } from '../forms/request.ts';
import { LANGUAGES } from '../language.ts';
import type { InboundAttachment } from '../mail/inbound.ts';
import { priorityLine } from '../mail/priority-line.ts';
import { priorityTag } from '../mail/priority-tag.ts';
import { PRIORITIES } from '../sla/terms.ts';
import { type Desk, FileGone } from '../ticket/ports.ts';
import { askedKey } from '../ticket/redaction.ts';

/** What a form asks as it is kept, with its files in base64: all of them are four megabytes at most. */
const keptSchema = z.object({
  /** Left out, nobody is acknowledged. */
  email: z.string().optional(),
  name: z.string().optional(),
  subject: z.string(),
  text: z.string(),
  priority: z.union(PRIORITIES.map((each) => z.literal(each))).optional(),
  language: z.enum(LANGUAGES).optional(),
  warnings: z.array(z.string()),
  files: z.array(z.object({ filename: z.string(), contentType: z.string(), content: z.base64() })),
});

/** What a form asks of the desk: what its provider sent, read by its source's map. */
export type FormRequest = Omit<z.infer<typeof keptSchema>, 'files'> & { files: InboundAttachment[] };

/**
 * Keeps what the delivery that is kept under `raw` asks, beside it: the sweep, which takes requests in again, may not read the secret in
 * which the map stands.
 */
export async function keepFormRequest(
  desk: Pick<Desk, 'files'>,
  raw: string,
  { files, ...asked }: FormRequest,
): Promise<void> {
  const kept = {
    ...asked,
    files: files.map(({ filename, contentType, content }) => {
      return { filename, contentType, content: content.toString('base64') };
    }),
  };
  await desk.files.write(askedKey(raw), Buffer.from(JSON.stringify(keptSchema.parse(kept))), 'application/json');
}

/**
 * What the delivery that is kept under `raw` asks. One of before forms had maps is read itself. Throws `FileGone`, and a `SyntaxError` or
 * `ZodError` for what cannot be read.
 */
export async function readFormRequest(desk: Pick<Desk, 'files'>, raw: string): Promise<FormRequest> {
  try {
    const { files, ...asked } = keptSchema.parse(readJson(await desk.files.read(askedKey(raw))));
    return { ...asked, files: files.map(toAttachment) };
  } catch (error) {
    if (!(error instanceof FileGone)) throw error;
    return requestOfFields(webhookRequestSchema.parse(readJson(await desk.files.read(raw))));
  }
}

/** What somebody asks in the desk's own five fields. */
export function requestOfFields({ body, ...fields }: z.infer<typeof webhookRequestSchema>): FormRequest {
  const priority = fields.priority ?? priorityTag(fields.subject) ?? priorityLine(body);
  return { ...fields, text: body, priority, warnings: [], files: [] };
}

function toAttachment(file: z.infer<typeof keptSchema>['files'][number]): InboundAttachment {
  const content = Buffer.from(file.content, 'base64');
  return { ...file, content, size: content.length, inline: false };
}
