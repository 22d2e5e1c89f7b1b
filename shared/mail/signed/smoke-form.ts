import { isFresh } from './probe.ts';
import { readSubmissionToken, submissionToken } from './submission-token.ts';

/** The header by which `desk smoke` marks its post to a form's source, beside that source's own signature. */
export const SMOKE_HEADER = 'x-support-desk-smoke';

/** Of one source alone: what is seen at one form's provider says nothing at another. */
const purposeOf = (source: string) => `smoke-form/1 ${source}`;

/** What makes a post to a source one of a smoke run. `id` is the run's, as a probe has it; `at` is ISO, UTC. */
export function smokeFormToken(key: string, source: string, { id, at }: { id: string; at: string }): string {
  return submissionToken(key, purposeOf(source), { submission: id, at });
}

/** Whether a post to a source that came at `at` (ISO, UTC) is of a smoke run: signed by any of the keys, ten minutes ago at most. */
export function isSmokeForm(
  keys: readonly string[],
  source: string,
  { token, at }: { token: string; at: string },
): boolean {
  const read = readSubmissionToken(keys, purposeOf(source), token);
  return read !== undefined && isFresh(read.made, at);
}
