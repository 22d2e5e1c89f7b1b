import type { core } from 'zod';
import { WEEKDAYS } from '../shared/sla/terms.ts';
import { REGIONS } from './regions.ts';

/** One wrong setting: its place in `cdk.json`, and what to write there. */
export type Complaint = { field: string; message: string };

const ADDRESS = 'a mail address such as help@example.com';

const CAP = 'a whole number of mails from 1 to 999';
const REQUESTS = 'a whole number of requests from 1 to 999';
const DATES = 'a list of dates such as ["2026-12-25"], which may be empty';
const DATE = 'a date such as 2026-12-25';
const OPENINGS = 'a list of openings such as [["09:00", "13:00"], ["15:00", "19:00"]]';
const OPENING = 'an opening such as ["09:00", "13:00"]';
const TIME = 'a time of day such as 09:00 or 24:00';

/** What each setting should be; `*` stands for any place of a list, and for any region. */
const EXPECTED: Record<string, string> = {
  '': 'an object with the settings of the desk, see the settings table in README.md',
  deskName: 'a name such as Example Support',
  supportAddress: ADDRESS,
  addresses: 'a list such as [{"address": "sales@support.example.com", "priority": 4}], or nothing',
  'addresses.*': 'an object with address, and any of priority, plan and language',
  'addresses.*.address': ADDRESS,
  'addresses.*.priority': 'a priority: 1, 2, 3 or 4',
  'addresses.*.plan': 'basic or premium',
  'addresses.*.language': 'en or it',
  forwardedFrom:
    'a list such as [{"address": "support@example.com"}] of mailboxes that forward to the desk, or nothing',
  'forwardedFrom.*': 'an object with address, and any of priority, plan and language',
  'forwardedFrom.*.address': ADDRESS,
  'forwardedFrom.*.priority': 'a priority: 1, 2, 3 or 4',
  'forwardedFrom.*.plan': 'basic or premium',
  'forwardedFrom.*.language': 'en or it',
  caps: 'an object with any of perTicket, perTenMinutes, perDay and acknowledgements, or nothing',
  'caps.perTicket': CAP,
  'caps.perTenMinutes': CAP,
  'caps.perDay': CAP,
  'caps.acknowledgements': CAP,
  certifiedMail: 'an object such as {"asOf": "2026-11-01", "providers": ["pec.example"]}, or nothing',
  'certifiedMail.asOf': DATE,
  'certifiedMail.providers': 'a list of domains such as ["pec.example"]',
  'certifiedMail.providers.*': 'a domain such as pec.example',
  flood: 'an object with any of perSender and perDomain, or nothing',
  'flood.perSender': REQUESTS,
  'flood.perDomain': REQUESTS,
  feedback: 'events, or mail where the events of SES go elsewhere',
  mailsPerSecond: 'a number of mails from 1 to 10000, as `aws ses get-send-quota` shows, or nothing',
  unresponsiveAfterMinutes: 'a whole number of minutes from 1 to 10080, or nothing',
  tellPromiseChanges: 'true, false, or nothing',
  askSatisfaction: 'true, false, or nothing',
  reopenDays: 'a whole number of days from 0 to 365, or nothing',
  parseLimits: 'an object such as {"ms": 45000, "memoryMb": 512}, or nothing',
  'parseLimits.ms': 'a time in milliseconds such as 45000',
  'parseLimits.memoryMb': 'a size in MB such as 512',
  ticketUrl: 'an address with {id} in it, such as https://desk.example.com/tickets/{id}',
  webUrl: 'the address of the online desk such as https://desk.example.com, without a slash at its end, or nothing',
  linkDays: 'a whole number of days from 1 to 365, or nothing',
  phone: 'a phone number as people write it, such as +39 02 1234567, or nothing',
  privacyUrl: 'the address of your privacy notice such as https://example.com/privacy, or nothing',
  mailDomain: 'a domain such as support.example.com',
  login:
    'an object such as {"by": "cognito"} or {"by": "issuer", "issuer": "https://login.example.com/", "audience": ["support-desk"]}, or nothing',
  'login.by': 'cognito or issuer',
  'login.mfa': 'required, optional or off',
  'login.issuer': 'the https address of the token issuer, such as https://login.example.com/',
  'login.audience': 'a list of at least one audience, such as ["support-desk"]',
  'login.clientId':
    'the id of a client without a secret at that issuer, such as support-desk, or nothing for the first audience',
  'login.trustsEmail': 'true when nobody chooses their own address there, or nothing',
  'login.audience.*': 'an audience such as support-desk',
  deskId: 'a name for the stacks of at most 40 letters, digits and -, such as SupportDesk, or nothing',
  account: 'an account of twelve digits such as "111122223333", or nothing',
  region: `a Region in which SES receives mail: ${REGIONS.join(', ')}`,
  keep: 'true, or false for a stage whose data may go with its stack',
  live: 'true or false',
  mailFrom: 'a label such as bounce, or nothing',
  zone: 'an object such as {"id": "Z0123456789ABC", "name": "example.com"}, or nothing',
  'zone.id': 'the id of a hosted zone such as Z0123456789ABC',
  'zone.name': 'the domain of the hosted zone such as example.com',
  domain: 'an object such as {"name": "desk.example.com"}, or nothing',
  'domain.name': 'a domain such as desk.example.com',
  'domain.certificateArn': 'the ARN of a certificate in the Region of the desk, or nothing',
  ruleSet: 'an object with any of existing, after, displace and activate, or nothing',
  'ruleSet.existing': 'the name of a receipt rule set of SES such as default-rule-set, or nothing',
  'ruleSet.after': 'the name of a rule of the existing rule set, or nothing',
  'ruleSet.displace': 'the name of the receipt rule set that is active, as desk receiving says it, or nothing',
  'ruleSet.activate': 'true or false',
  alarmMail: `${ADDRESS}, or nothing`,
  alarmUrl: 'the https address of a service that pages people and confirms subscriptions of SNS, or nothing',
  expected: 'an object such as {"ticketsPerMonth": 1000, "agents": 5}, or nothing',
  'expected.ticketsPerMonth': 'a whole number of tickets such as 1000',
  'expected.agents': 'a whole number of agents such as 5',
  sendingIdentity: 'create or existing',
  canaryMinutes: '5, or 0 for none',
  rawMailDays: 'a whole number of days such as 365',
  defaults: 'an object with plan, priority, calendar, timeZone, language and holidayRegion',
  'defaults.plan': 'basic or premium',
  'defaults.priority': 'a priority: 1, 2, 3 or 4',
  'defaults.calendar': 'a calendar such as global',
  'defaults.timeZone': 'an IANA time zone such as Europe/Rome',
  'defaults.language': 'en or it',
  'defaults.holidayRegion': 'a region such as IT, IT-BZ or US-TX, or nothing',
  'defaults.holidays': DATES,
  'defaults.holidays.*': DATE,
  calendars: 'a list of calendars, each with name, hours and closesOnHolidays, or nothing',
  'calendars.*': 'an object with name, hours and closesOnHolidays',
  'calendars.*.name': 'a name of a-z, 0-9 and -, such as shop',
  'calendars.*.hours': `an object with ${OPENINGS} for each day that opens: ${WEEKDAYS.join(', ')}`,
  ...Object.fromEntries(
    WEEKDAYS.flatMap((day) => [
      [`calendars.*.hours.${day}`, OPENINGS],
      [`calendars.*.hours.${day}.*`, OPENING],
      [`calendars.*.hours.${day}.*.*`, TIME],
    ]),
  ),
  'calendars.*.closesOnHolidays': 'true or false',
  'calendars.*.closures': 'a list such as [{"date": "2026-12-24", "from": "12:00", "to": "24:00"}], or nothing',
  'calendars.*.closures.*': 'an object with date, from and to',
  'calendars.*.closures.*.date': DATE,
  'calendars.*.closures.*.from': TIME,
  'calendars.*.closures.*.to': TIME,
  holidayRegions: 'an object such as {"IT": {"added": ["2026-06-24"], "removed": []}}, or nothing',
  'holidayRegions.*': 'an object with added, removed, or both',
  'holidayRegions.*.added': DATES,
  'holidayRegions.*.added.*': DATE,
  'holidayRegions.*.removed': DATES,
  'holidayRegions.*.removed.*': DATE,
  escalation: 'an object with levels, lead and manager',
  'escalation.levels': 'a list of at least one level such as {"name": "breach", "share": 1, "to": ["agents"]}',
  'escalation.levels.*': 'a level such as {"name": "breach", "share": 1, "to": ["agents"]}',
  'escalation.levels.*.name': 'a name such as breach',
  'escalation.levels.*.share': 'a share of the response time such as 0.75',
  'escalation.levels.*.to': 'a list of agents, lead, manager',
  'escalation.levels.*.to.*': 'agents, lead or manager',
  'escalation.lead': 'a list of mail addresses such as ["lead@example.com"]',
  'escalation.lead.*': ADDRESS,
  'escalation.manager': 'a list of mail addresses such as ["manager@example.com"]',
  'escalation.manager.*': ADDRESS,
};

/** What the admin should write where zod found something else. */
export function mend(issue: core.$ZodIssue): Complaint[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: fieldOf([...issue.path, key]), message: 'no such setting; remove it' }));
  }
  const isAny = (step: PropertyKey, index: number) =>
    typeof step === 'number' || issue.path[index - 1] === 'holidayRegions';
  const known = issue.path.map((step, index) => (isAny(step, index) ? '*' : String(step))).join('.');
  const expectation = EXPECTED[known];
  return [
    { field: fieldOf(issue.path), message: expectation === undefined ? issue.message : `expected ${expectation}` },
  ];
}

/** The place of a setting in `cdk.json`, from its path below `context.desk`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return ['context.desk', ...path.map(String)].join('.');
}
