import type { core } from 'zod';

/** One wrong setting: its place in `cdk.json`, and what to write there. */
export type Complaint = { field: string; message: string };

const ADDRESS = 'a mail address such as help@example.com';

/** What each setting should be; `*` stands for any place of a list. */
const EXPECTED: Record<string, string> = {
  '': 'an object with the settings of the desk, see the settings table in README.md',
  deskName: 'a name such as Example Support',
  supportAddress: ADDRESS,
  ticketUrl: 'an address with {id} in it, such as https://desk.example.com/tickets/{id}',
  mailDomain: 'a domain such as support.example.com',
  jwt: 'an object with issuer and audience',
  'jwt.issuer': 'the https address of the token issuer, such as https://login.example.com/',
  'jwt.audience': 'a list of at least one audience, such as ["support-desk"]',
  'jwt.audience.*': 'an audience such as support-desk',
  alarmMail: `${ADDRESS}, or nothing`,
  sendingIdentity: 'create or existing',
  rawMailDays: 'a whole number of days such as 365',
  defaults: 'an object with plan, priority, calendar, timeZone, language and holidays',
  'defaults.plan': 'basic or premium',
  'defaults.priority': 'a priority: 1, 2, 3 or 4',
  'defaults.calendar': 'a calendar such as global',
  'defaults.timeZone': 'an IANA time zone such as Europe/Rome',
  'defaults.language': 'en or it',
  'defaults.holidays': 'a list of dates such as ["2026-12-25"], which may be empty',
  'defaults.holidays.*': 'a date such as 2026-12-25',
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
  const known = issue.path.map((step) => (typeof step === 'number' ? '*' : String(step))).join('.');
  const expectation = EXPECTED[known];
  return [
    { field: fieldOf(issue.path), message: expectation === undefined ? issue.message : `expected ${expectation}` },
  ];
}

/** The place of a setting in `cdk.json`, from its path below `context.desk`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return ['context.desk', ...path.map(String)].join('.');
}
