import { PREFIX } from '../names.ts';
import { pageSource } from '../ticket/page-source.ts';
import { type Desk, ifThere } from '../ticket/ports.ts';
import { askedKey } from '../ticket/redaction.ts';
import { fileAgain, readFiling } from './file-by-agent.ts';
import { readFormRequest } from './form-request.ts';
import { formSource, openFromForm } from './open-from-form.ts';
import { readPage } from './page-request.ts';
import { quietDesk, registerQuietly } from './quiet-desk.ts';
import { takePageKept } from './release-from-page.ts';

/** What is kept of a request that came by no mail. `at`: when it was stored (ISO, UTC). */
type Kept = { key: string; at: string };

/** Who asks in it, if anybody is named, and how it is taken in. */
export type KeptRequest = { from: string | undefined; take(desk: Desk): Promise<unknown> };

/**
 * Reads what is kept of a form's delivery, of a page or of an agent's filing, and has no ticket any more. Undefined: it was refused when it came, or is
 * gone, or is none of these. The id by which it was known then is kept nowhere, so its ticket is known by its key, and is made once however often this is
 * done. Throws a `SyntaxError` or `ZodError` for what cannot be read, and what a port throws.
 */
export async function readKept(desk: Pick<Desk, 'files'>, { key, at }: Kept): Promise<KeptRequest | undefined> {
  const name = key.slice(key.lastIndexOf('/') + 1);
  const again = `again ${name}`;
  if (key.startsWith(PREFIX.filings)) {
    const { filing } = await readFiling(desk, key);
    return { from: filing.email, take: (on) => fileAgain(on, { source: `api:${again}`, createdAt: at }, key) };
  }
  if (key.startsWith(PREFIX.pages)) {
    const submitted = await readPage(desk, key);
    const came = { source: pageSource(again), raw: key, receivedAt: at };
    const from = submitted.kind === 'request' ? submitted.email : submitted.reader;
    return { from, take: (on) => takePageKept(on, submitted, came) };
  }
  const [, form] = /^webhooks\/([^/]+)\/[^/]+$/.exec(key) ?? [];
  // What a delivery asks is kept once it is taken: without it, it was refused.
  if (form === undefined || !(await ifThere(desk.files.read(askedKey(key))))) return undefined;
  const request = await readFormRequest(desk, key);
  const came = { source: formSource(form, `\0${again}`), raw: key, receivedAt: at };
  return { from: request.email, take: (on) => openFromForm(on, request, came) };
}

/** Takes in what is kept as it would have been when it came, and mails nobody (`quietDesk`). Throws what a port throws, and `TaskBusy`. */
export async function takeKeptQuietly(desk: Desk, request: KeptRequest, { at }: Pick<Kept, 'at'>): Promise<void> {
  const made = new Set<string>();
  const quiet = quietDesk(desk, at, (id) => made.add(id));
  await request.take(quiet);
  await registerQuietly({ ...quiet, now: desk.now }, made);
}
