import { describe, expect, it } from 'vitest';
import { asksTooMuch } from '../../../shared/ticket/page-caps.ts';
import { memoryRequests } from '../../support/memory-requests.ts';

const AT = Date.parse('2026-11-30T08:00:00.000Z');

describe.each([
  ['slots', 60],
  ['links', 20],
] as const)('what a network asks for: %s', (what, most) => {
  const network = () => {
    const counter = memoryRequests();
    return (which: number, { ip = '192.0.2.7', seconds = 0 } = {}) =>
      asksTooMuch(counter, what, {
        key: 'a signing key for tests only',
        ip,
        source: `${which}`,
        at: new Date(AT + seconds * 1_000).toISOString(),
      });
  };

  it(`is too much after ${most} in ten minutes, until it pauses`, async () => {
    const ask = network();
    for (let which = 0; which < most; which += 1) expect(await ask(which)).toBeUndefined();
    expect(await ask(most)).toEqual({ retryAfterSeconds: 600 });
    expect(await ask(most + 1, { seconds: 600 })).toBeUndefined();
  });

  it('is once what is asked for again, so that whoever tries again is not shut out', async () => {
    const ask = network();
    for (let again = 0; again < 2 * most; again += 1) expect(await ask(0, { seconds: again })).toBeUndefined();
  });

  it('takes nothing from another network, and nothing is gained within one of IPv6', async () => {
    const ask = network();
    for (let which = 0; which <= most; which += 1) await ask(which, { ip: `2001:db8::${which.toString(16)}` });
    expect(await ask(most + 1, { ip: '2001:db8::ffff' })).toBeDefined();
    expect(await ask(most + 1, { ip: '2001:db8:0:1::1' })).toBeUndefined();
    expect(await ask(most + 1)).toBeUndefined();
  });
});
