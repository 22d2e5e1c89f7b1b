import type { ResponseAddress } from './request.ts';

/** What became of a request. `id` is the resource's own. */
export type Result = { id: string; failed?: string };

/** CloudFormation takes 4,096 bytes in all; a reason is a sentence or two, of which each character may be three bytes. */
const LONGEST_REASON = 700;
const TRIES = 3;
const TRY_MS = 5_000;

/**
 * Tells CloudFormation, which else waits until the resource's time-out: an object is put at the signed address that came with the request
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html).
 * @throws when the address took it in none of three tries: Lambda then runs the request again.
 */
export async function respond(
  { ResponseURL, StackId, RequestId, LogicalResourceId }: ResponseAddress,
  { id, failed }: Result,
): Promise<void> {
  const answer = {
    Status: failed === undefined ? 'SUCCESS' : 'FAILED',
    ...(failed !== undefined && { Reason: failed.slice(0, LONGEST_REASON) }),
    PhysicalResourceId: id,
    StackId,
    RequestId,
    LogicalResourceId,
  };
  // As bytes, since fetch gives text a content type, and the address is signed for none.
  const body = new TextEncoder().encode(JSON.stringify(answer));
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { ok, status } = await fetch(ResponseURL, { method: 'PUT', body, signal: AbortSignal.timeout(TRY_MS) });
      if (ok) return;
      throw new Error(`CloudFormation's address answered ${status}`);
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}
