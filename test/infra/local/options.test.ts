import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '../../../infra/local/options.ts';

describe('the options of a start', () => {
  it('have a default for everything', () => {
    expect(readOptions([], {})).toEqual({
      speed: 1,
      ports: { http: 8080, smtp: 2525, mailbox: 8005 },
      data: undefined,
      overrides: undefined,
      log: 'warn',
    });
  });

  it('come from the environment, where empty means not set', () => {
    const env = {
      DESK_SPEED: '60',
      DESK_PORT: '0',
      DESK_SMTP_PORT: '25',
      DESK_MAILBOX_PORT: '',
      DESK_DATA: '/tmp/desk',
      DESK_OVERRIDES: '{"reopenDays":3}',
    };
    expect(readOptions([], env)).toMatchObject({
      speed: 60,
      ports: { http: 0, smtp: 25, mailbox: 8005 },
      data: '/tmp/desk',
      overrides: { reopenDays: 3 },
    });
  });

  it('listen to the argument before the environment', () => {
    expect(readOptions(['--speed', '10'], { DESK_SPEED: '60' }).speed).toBe(10);
  });

  it.each([
    [['--speed', '0'], {}, '--speed must be a number from 1 to 600, not "0".'],
    [['--speed', 'fast'], {}, '--speed must be a number from 1 to 600, not "fast".'],
    [[], { DESK_SPEED: '601' }, 'DESK_SPEED must be a number from 1 to 600, not "601".'],
    [[], { DESK_PORT: '70000' }, 'DESK_PORT must be a port from 0 (any free one) to 65535, not "70000".'],
    [[], { DESK_SMTP_PORT: '25.5' }, 'DESK_SMTP_PORT must be a port from 0 (any free one) to 65535, not "25.5".'],
    ...['{', '3', '[1]', 'null'].map((given): [string[], Record<string, string>, string] => [
      [],
      { DESK_OVERRIDES: given },
      `DESK_OVERRIDES must be a JSON object of settings such as {"reopenDays": 3}, not "${given}".`,
    ]),
    [[], { DESK_LOG: 'loud' }, 'DESK_LOG must be debug, info, warn or error, not "loud".'],
  ])('name what is wrong in %j %j', (args, env, message) => {
    expect(() => readOptions(args, env)).toThrow(new UsageError(message));
  });

  it('know no other arguments', () => {
    expect(() => readOptions(['--sped', '60'], {})).toThrow(/^Unknown option '--sped'/);
    expect(() => readOptions(['60'], {})).toThrow(UsageError);
  });
});
