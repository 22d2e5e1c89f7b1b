import { readRenderToken } from '../../shared/mail/signed/render-token.ts';
import type { SubmissionToken } from '../../shared/mail/signed/submission-token.ts';
import type { Desk } from '../../shared/ticket/ports.ts';

/** How long a page with a form may stay open, in ms: what is older is shown once more with all that was typed. */
const LONGEST_OPEN_MS = 24 * 60 * 60_000;

/** The page that a token says a form was sent from; undefined for one that we did not make, or that was open for too long. */
export async function openPage({ secrets, machineNow }: Desk, token: string): Promise<SubmissionToken | undefined> {
  const page = readRenderToken(await secrets.signingKeys(), token);
  return page && machineNow().getTime() - Date.parse(page.made) <= LONGEST_OPEN_MS ? page : undefined;
}
