import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../infra/settings.ts';
import { deskContext } from './committed-settings.ts';

/** What the admin reads when `context.desk` is the committed one with these changes; nothing when it holds. */
function complaints(changes: Record<string, unknown>): string {
  try {
    parseSettings(deskContext(changes));
    return '';
  } catch (error) {
    return String((error as Error).message);
  }
}

const defaults = deskContext().defaults as object;
const escalation = deskContext().escalation as object;
const level = (name: string, share: number, ...to: string[]) => ({ name, share, to });

describe('the settings in cdk.json', () => {
  it('hold as they are committed', () => {
    expect(complaints({})).toBe('');
  });

  it('need no more than what has no sensible default', () => {
    const settings = parseSettings(deskContext({ alarmMail: undefined, ticketUrl: undefined }));
    expect(settings).toMatchObject({ sendingIdentity: 'create', rawMailDays: 365 });
  });

  it('are compared in lower case where case means nothing', () => {
    expect(parseSettings(deskContext({ supportAddress: 'Help@Support.Example.com' })).supportAddress).toBe(
      'help@support.example.com',
    );
  });
});

describe('a setting that is wrong is named, with its mend', () => {
  it.each([
    [
      { supportAddress: 'help' },
      'cdk.json: context.desk.supportAddress: expected a mail address such as help@example.com',
    ],
    [
      { supportAddress: undefined },
      'cdk.json: context.desk.supportAddress: expected a mail address such as help@example.com',
    ],
    [
      { mailDomain: 'support example' },
      'cdk.json: context.desk.mailDomain: expected a domain such as support.example.com',
    ],
    [
      { ticketUrl: 'https://desk.example.com/' },
      'cdk.json: context.desk.ticketUrl: expected an address with {id} in it, such as https://desk.example.com/tickets/{id}',
    ],
    [
      { jwt: { issuer: 'http://login.example.com', audience: ['desk'] } },
      'cdk.json: context.desk.jwt.issuer: expected the https address of the token issuer, such as https://login.example.com/',
    ],
    [
      { jwt: { issuer: 'https://login.example.com', audience: [] } },
      'cdk.json: context.desk.jwt.audience: expected a list of at least one audience, such as ["support-desk"]',
    ],
    [{ rawMailDays: 0.5 }, 'cdk.json: context.desk.rawMailDays: expected a whole number of days such as 365'],
    [{ defaults: { ...defaults, plan: 'gold' } }, 'cdk.json: context.desk.defaults.plan: expected basic or premium'],
    [
      { defaults: { ...defaults, holidays: ['2026-12-25', '25/12/2026'] } },
      'cdk.json: context.desk.defaults.holidays.1: expected a date such as 2026-12-25',
    ],
    [
      { escalation: { ...escalation, lead: ['lead@example.com', 'the lead'] } },
      'cdk.json: context.desk.escalation.lead.1: expected a mail address such as help@example.com',
    ],
    [
      { escalation: { ...escalation, levels: [level('breach', 1, 'everybody')] } },
      'cdk.json: context.desk.escalation.levels.0.to.0: expected agents, lead or manager',
    ],
    [{ suportAddress: 'help@example.com' }, 'cdk.json: context.desk.suportAddress: no such setting; remove it'],
  ])('%j', (changes, message) => {
    expect(complaints(changes)).toBe(message);
  });

  it('all of them at once', () => {
    expect(complaints({ deskName: '', mailDomain: undefined }).split('\n')).toHaveLength(2);
  });

  it('also when there are none at all', () => {
    expect(() => parseSettings(undefined)).toThrow('cdk.json: context.desk: expected an object with the settings');
  });
});

describe('settings that contradict one another are refused', () => {
  it.each([
    [
      'a support address where SES takes no mail',
      { supportAddress: 'help@example.org' },
      'context.desk.supportAddress: expected an address of the mail domain, such as help@support.example.com',
    ],
    [
      'a calendar that nobody declared',
      { defaults: { ...defaults, calendar: 'mars' } },
      'context.desk.defaults.calendar: expected one of global, north-america, 24x5, 24x7',
    ],
    [
      'a time zone that does not exist',
      { defaults: { ...defaults, timeZone: 'Europe/Roma' } },
      'context.desk.defaults.timeZone: expected an IANA time zone such as Europe/Rome',
    ],
    [
      'levels out of order',
      { escalation: { ...escalation, levels: [level('breach', 1, 'agents'), level('warning', 0.75, 'agents')] } },
      'context.desk.escalation.levels.1.share: expected more than the 1 of the level before',
    ],
    [
      'a level that tells nobody',
      { escalation: { ...escalation, manager: [] } },
      'context.desk.escalation.manager: expected at least one address: level critical tells the manager',
    ],
    [
      'a notice that would come back as a ticket',
      { escalation: { ...escalation, lead: ['help@support.example.com'] } },
      'context.desk.escalation.lead.0: expected another address than supportAddress: the desk would write to itself',
    ],
    [
      'an alarm that would come back as a ticket',
      { alarmMail: 'help@support.example.com' },
      'context.desk.alarmMail: expected another address than supportAddress: the desk would write to itself',
    ],
  ])('%s', (_what, changes, message) => {
    expect(complaints(changes)).toBe(`cdk.json: ${message}`);
  });

  it('more than a function’s environment holds', () => {
    const holidays = Array.from({ length: 300 }, (_, day) => new Date(86_400_000 * day).toISOString().slice(0, 10));
    expect(complaints({ defaults: { ...defaults, holidays } })).toMatch(/expected at most 3000: fewer holidays/);
  });
});
