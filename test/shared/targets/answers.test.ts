import { describe, expect, it } from 'vitest';
import { newWebhookKey } from '../../../shared/forms/webhook-key.ts';
import { requireTaken } from '../../../shared/targets/answer-of.ts';
import { notificationOf } from '../../../shared/targets/notification.ts';
import { safeFetch } from '../../../shared/targets/safe-fetch.ts';
import type { HttpCall } from '../../../shared/targets/target.ts';
import { RateLimited, TargetRefused } from '../../../shared/targets/target.ts';
import { webhook } from '../../../shared/targets/targets/webhook.ts';
import { deskOf, waitingTicket } from '../../support/stories.ts';
import { eventOf } from '../../support/told.ts';
import { standardWebhooksVendor } from '../../support/vendors/standard-webhooks.ts';
import { type BadDay, vendorServer } from '../../support/vendors/vendor.ts';

const now = new Date('2026-11-30T10:00:00.000Z');
const LONGEST = 6 * 3600;

describe('an answer', () => {
  it.each([200, 201, 202, 204])('is taken: %i', (status) => {
    expect(() => requireTaken({ status, said: '' }, now)).not.toThrow();
  });

  it.each([
    [429, '7', 7],
    [429, '0', 1],
    [429, 'Mon, 30 Nov 2026 10:02:00 GMT', 120],
    [429, 'Mon, 30 Nov 2026 09:00:00 GMT', 1],
    [429, '999999999', LONGEST],
    [429, 'soon', undefined],
    [429, undefined, undefined],
    [503, '30', 30],
    [500, undefined, undefined],
    [408, undefined, undefined],
  ] as const)('asks to come again: %i, Retry-After %s', (status, retryAfter, wait) => {
    const answer = { status, said: '', ...(retryAfter && { retryAfter }) };
    const error = thrownBy(() => requireTaken(answer, now));
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ message: `it answered ${status}`, retryAfter: wait });
  });

  it.each([301, 302, 307, 400, 401, 403, 404, 410, 413, 422])('refuses for good: %i', (status) => {
    const error = thrownBy(() => requireTaken({ status, said: '' }, now));
    expect(error).toBeInstanceOf(TargetRefused);
    expect(error).toMatchObject({ isGone: status === 410 });
  });
});

describe('a whole way to a vendor', () => {
  const secret = newWebhookKey();

  async function tell(badDay?: BadDay) {
    const vendor = await vendorServer(standardWebhooksVendor(secret));
    if (badDay) vendor.badDays.push(badDay);
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const said = notificationOf(eventOf(), ticket, { settings: desk.settings, language: 'en', now });
    const call = webhook({ url: vendor.url, secrets: [secret] }).call(said, new Date()) as HttpCall;
    const answer = await safeFetch(call, { allows: () => true, timeoutMs: badDay === 'silence' ? 50 : 10_000 });
    requireTaken(answer, now);
    return vendor;
  }

  it('ends with what it took', async () => {
    const { taken, refused } = await tell();
    expect(refused).toEqual([]);
    expect(taken).toHaveLength(1);
  });

  it.each<[string, BadDay, object]>([
    ['that is in a hurry', { status: 429, headers: { 'retry-after': '3' } }, { name: 'RateLimited', retryAfter: 3 }],
    ['that is down', { status: 500 }, { name: 'RateLimited' }],
    ['that is gone', { status: 410 }, { name: 'TargetRefused', isGone: true }],
    ['that says nothing', 'silence', { name: 'RateLimited', message: 'it did not answer in time' }],
  ])('ends with the error of one %s', async (_, badDay, error) => {
    await expect(tell(badDay)).rejects.toMatchObject(error);
  });
});

function thrownBy(work: () => void): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
