import { expect, it } from 'vitest';
import { METRIC } from '../../../shared/names.ts';
import { sweep } from '../../../shared/use-cases/sweep.ts';
import { watchMailAccount } from '../../../shared/use-cases/watch-mail-account.ts';
import { deskOf } from '../../support/stories.ts';

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

it('a sweep comes to its end where SES does not say', async () => {
  const desk = deskOf();
  desk.faults.add({ port: 'mailAccount.state' });
  await sweep(desk, async () => {
    throw new Error('nothing is left');
  });
  expect(desk.counted.get(METRIC.sweepDone)).toBe(1);
});
