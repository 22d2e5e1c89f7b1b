import { describe, expect, it } from 'vitest';
import { parseSettings, runtimeSettings } from '../../infra/settings.ts';
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
const calendar = (change: object = {}) => ({
  name: 'shop',
  hours: { sat: [['09:00', '13:00']] },
  closesOnHolidays: true,
  ...change,
});
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
      { login: { by: 'issuer', issuer: 'http://login.example.com', audience: ['desk'] } },
      'cdk.json: context.desk.login.issuer: expected the https address of the token issuer, such as https://login.example.com/',
    ],
    [
      { login: { by: 'issuer', issuer: 'https://login.example.com', audience: [] } },
      'cdk.json: context.desk.login.audience: expected a list of at least one audience, such as ["support-desk"]',
    ],
    [{ login: { by: 'saml' } }, 'cdk.json: context.desk.login.by: expected cognito or issuer'],
    [{ login: { by: 'cognito', mfa: 'sms' } }, 'cdk.json: context.desk.login.mfa: expected required, optional or off'],
    [
      { account: '1234' },
      'cdk.json: context.desk.account: expected an account of twelve digits such as "111122223333", or nothing',
    ],
    [
      { deskId: '4desk' },
      'cdk.json: context.desk.deskId: expected a name for the stacks of at most 40 letters, digits and -, such as SupportDesk, or nothing',
    ],
    [
      { ruleSet: { existing: '-set' } },
      'cdk.json: context.desk.ruleSet.existing: expected the name of a receipt rule set of SES such as default-rule-set, or nothing',
    ],
    [{ ruleSet: { activate: 'yes' } }, 'cdk.json: context.desk.ruleSet.activate: expected true or false'],
    [{ ruleSet: { name: 'x' } }, 'cdk.json: context.desk.ruleSet.name: no such setting; remove it'],
    [{ mailFrom: 'bounce.' }, 'cdk.json: context.desk.mailFrom: expected a label such as bounce, or nothing'],
    [
      { zone: { id: 'zone', name: 'example.com' } },
      'cdk.json: context.desk.zone.id: expected the id of a hosted zone such as Z0123456789ABC',
    ],
    [{ canaryMinutes: 1 }, 'cdk.json: context.desk.canaryMinutes: expected 5, or 0 for none'],
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
    [
      { defaults: { ...defaults, holidayRegion: 39 } },
      'cdk.json: context.desk.defaults.holidayRegion: expected a region such as IT, IT-BZ or US-TX, or nothing',
    ],
    [
      { calendars: [calendar({ name: 'My Shop' })] },
      'cdk.json: context.desk.calendars.0.name: expected a name of a-z, 0-9 and -, such as shop',
    ],
    [
      { calendars: [calendar({ hours: { sat: ['09:00', '13:00'] } })] },
      'cdk.json: context.desk.calendars.0.hours.sat.0: expected an opening such as ["09:00", "13:00"]\ncdk.json: context.desk.calendars.0.hours.sat.1: expected an opening such as ["09:00", "13:00"]',
    ],
    [
      { calendars: [calendar({ hours: { saturday: [] } })] },
      'cdk.json: context.desk.calendars.0.hours.saturday: no such setting; remove it',
    ],
    [
      { holidayRegions: { IT: { added: ['24/06/2026'] } } },
      'cdk.json: context.desk.holidayRegions.IT.added.0: expected a date such as 2026-12-25',
    ],
    [{ suportAddress: 'help@example.com' }, 'cdk.json: context.desk.suportAddress: no such setting; remove it'],
    [
      { addresses: [{ address: 'sales' }] },
      'cdk.json: context.desk.addresses.0.address: expected a mail address such as help@example.com',
    ],
    [
      { flood: { perSender: 0 } },
      'cdk.json: context.desk.flood.perSender: expected a whole number of requests from 1 to 999',
    ],
    [{ caps: { perDay: 0 } }, 'cdk.json: context.desk.caps.perDay: expected a whole number of mails from 1 to 999'],
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
      'a calendar that redefines one of the page',
      { calendars: [calendar({ name: 'global' })] },
      'context.desk.calendars.0.name: expected another name: global is a calendar of the price page, which nobody redefines',
    ],
    [
      'two calendars of one name',
      { calendars: [calendar(), calendar()] },
      'context.desk.calendars.1.name: expected another name: there is a calendar shop already',
    ],
    [
      'a week that never opens',
      { calendars: [calendar({ hours: {} })] },
      'context.desk.calendars.0.hours: These hours never open: give at least one opening in the week',
    ],
    [
      'an opening at no time of day',
      { calendars: [calendar({ hours: { mon: [['9:00', '25:00']] } })] },
      'context.desk.calendars.0.hours: "9:00" is not a time from 00:00 to 24:00, like 09:00 or 17:30:00',
    ],
    [
      'a closure that ends before it starts',
      { calendars: [calendar({ closures: [{ date: '2026-12-24', from: '18:00', to: '12:00' }] })] },
      'context.desk.calendars.0.closures.0: 18:00 to 12:00 is no part of one day: the end must be later than the start',
    ],
    [
      'a holiday region that the table lacks',
      { defaults: { ...defaults, holidayRegion: 'Mars' } },
      'context.desk.defaults.holidayRegion: There is no holiday region "Mars"; use one like IT, US-TX or CA-QC',
    ],
    [
      'changes to a region that the table lacks',
      { holidayRegions: { Mars: { added: ['2026-06-24'] } } },
      'context.desk.holidayRegions.Mars: There is no holiday region "Mars"; use one like IT, US-TX or CA-QC',
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
      'context.desk.escalation.lead.0: expected an address that is not the desk’s own: it would write to itself',
    ],
    [
      'a rule after another in a set that has no other',
      { ruleSet: { after: 'spam' } },
      'context.desk.ruleSet.after: expected nothing: the desk’s rule is the only one of its own set; name the other in existing',
    ],
    [
      'a set to displace by a rule that joins one',
      { ruleSet: { existing: 'theirs', displace: 'theirs' } },
      'context.desk.ruleSet.displace: expected nothing: the desk’s rule joins theirs, which need not be displaced',
    ],
    [
      'a set to displace by hand',
      { ruleSet: { displace: 'theirs', activate: false } },
      'context.desk.ruleSet.displace: expected nothing: with "activate": false no place is taken',
    ],
    [
      'a lead at an address that comes back as a ticket by RFC 2142',
      { escalation: { ...escalation, lead: ['postmaster@support.example.com'] } },
      'context.desk.escalation.lead.0: expected an address that is not the desk’s own: it would write to itself',
    ],
    [
      'an alarm that would come back as a ticket',
      { alarmMail: 'help@support.example.com' },
      'context.desk.alarmMail: expected an address that is not the desk’s own: it would write to itself',
    ],
  ])('%s', (_what, changes, message) => {
    expect(complaints(changes)).toBe(`cdk.json: ${message}`);
  });

  it('but not what an admin may declare: several openings a day, nights, whole days, half holidays, changed regions', () => {
    const night = {
      mon: [['22:00', '06:00']],
      tue: [
        ['09:00', '13:00'],
        ['15:00', '19:00'],
      ],
      sun: [['00:00', '24:00']],
    };
    const closures = [{ date: '2026-12-24', from: '12:00', to: '24:00' }];
    const holidayRegions = { 'IT-BZ': { added: ['2026-06-24'], removed: ['2026-05-25'] } };
    const calendars = [calendar({ name: 'night', hours: night, closures, closesOnHolidays: false })];
    const settings = parseSettings(
      deskContext({ calendars, holidayRegions, defaults: { ...defaults, calendar: 'night' } }),
    );
    expect(runtimeSettings(settings, 'https://api.example.com')).toMatchObject({ calendars, holidayRegions });
  });

  it('more than a function’s environment holds (A16)', () => {
    const holidays = Array.from({ length: 300 }, (_, day) => new Date(86_400_000 * day).toISOString().slice(0, 10));
    expect(complaints({ defaults: { ...defaults, holidays } })).toMatch(/expected at most 2800: fewer holidays/);
  });
});
