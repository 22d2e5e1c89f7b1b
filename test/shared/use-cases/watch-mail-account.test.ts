import { describe, expect, it } from 'vitest';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { METRIC } from '../../../shared/names.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { watchMailAccount } from '../../../shared/use-cases/watch-mail-account.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { deskOf, ticketsOf } from '../../support/stories.ts';

it.each([
  ['nothing while all is well', {}, []],
  ['nothing below four mails of five', { sent: 39_999 }, []],
  ['that the day’s mails are nearly sent', { sent: 40_000 }, [METRIC.sendQuotaNear]],
  ['nothing where as many go as come', { sent: 1_000_000, most: undefined }, []],
  ['that no mail is taken in a day', { most: 0 }, [METRIC.sendQuotaNear]],
  ['that we are stopped', { isPaused: true }, [METRIC.sendingPaused]],
])('it counts %s', async (_, change, counted) => {
  const desk = deskOf();
  Object.assign(desk.account, change);
  await watchMailAccount(desk);
  expect([...desk.counted.keys()]).toEqual(counted);
});

describe('where too many of the day’s mails have come back', () => {
  const stranger = 'nadia@nowhere.example';
  const asks = async (desk: MemoryDesk, from: string, authenticated = false) => {
    desk.pass(60);
    const raw = `From: ${from}\nTo: help@support.example\nSubject: At ${desk.now().toISOString()}\n\nHello\n`;
    await receiveMail(
      desk,
      arrives(desk, raw, { id: `ses-${desk.now().getTime()}`, envelopeFrom: from, authenticated }),
    );
    await desk.team.drain();
    const sent = desk.sent.splice(0);
    return {
      isAcknowledged: sent.some(({ recipient }) => recipient === from),
      toTeam: sent.map(({ text }) => text).join(),
    };
  };
  const braked = async (change: object = { sent: 250, returned: 5 }) => {
    const desk = deskOf();
    Object.assign(desk.account, change);
    await watchMailAccount(desk);
    return desk;
  };

  it('an unproved sender never seen before is not acknowledged, and the team hears that; the ticket is as any', async () => {
    const desk = await braked();
    const { isAcknowledged, toTeam } = await asks(desk, stranger);
    expect(isAcknowledged).toBe(false);
    expect(toTeam).toContain('was sent no acknowledgement');
    const [ticket] = await ticketsOf(desk);
    expect(ticket).toMatchObject({ state: 'waiting', silent: false });
    expect(ticket?.audit.map(({ detail }) => detail).join()).toContain('too many mails come back');
  });

  it('nor is it when the same address writes once more: one that was made up does so, too', async () => {
    const desk = await braked();
    expect((await asks(desk, stranger)).isAcknowledged).toBe(false);
    expect((await asks(desk, stranger)).isAcknowledged).toBe(false);
  });

  it('whoever is proved, known or was seen is acknowledged', async () => {
    const desk = deskOf();
    expect((await asks(desk, stranger)).isAcknowledged).toBe(true);
    Object.assign(desk.account, { sent: 250, returned: 5 });
    await watchMailAccount(desk);
    expect((await asks(desk, stranger)).isAcknowledged).toBe(true);
    expect((await asks(desk, 'anna@rossi.example')).isAcknowledged).toBe(true);
    expect((await asks(desk, 'pia@proved.example', true)).isAcknowledged).toBe(true);
    expect((await asks(desk, 'nobody@nowhere.example')).isAcknowledged).toBe(false);
  });

  it.each([
    ['four mails', { sent: 10, returned: 4 }],
    ['less than two of a hundred', { sent: 251, returned: 5 }],
  ])('it is not so for %s', async (_, change) => {
    expect((await asks(await braked(change), stranger)).isAcknowledged).toBe(true);
  });

  it('it ends an hour after the last look that found too many', async () => {
    const desk = await braked();
    desk.pass(58 * 60);
    expect((await asks(desk, stranger)).isAcknowledged).toBe(false);
    expect((await asks(desk, 'late@nowhere.example')).isAcknowledged).toBe(true);
  });

  it('a counter that cannot say keeps nobody from being acknowledged later', async () => {
    const desk = await braked();
    desk.faults.add({ port: 'mailAccount.returned' });
    await watchMailAccount(desk);
    expect((await asks(desk, stranger)).isAcknowledged).toBe(false);
  });
});

it('a sweep comes to its end where SES does not say', async () => {
  const desk = deskOf();
  desk.faults.add({ port: 'mailAccount.state' });
  await sweep(desk, async () => {
    throw new Error('nothing is left');
  });
  expect(desk.counted.get(METRIC.sweepDone)).toBe(1);
});
