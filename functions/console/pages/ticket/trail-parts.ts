/**
 * What the detail of each line of the trail is made of, by its action (`audited` in shared/ and infra/cli/ writes them): the names of the groups are what a sentence
 * may say. `english` is what has words of one language only, the mail service's or the clock's.
 */
const DETAILS = {
  opened: /^(?<english>.*)$/s,
  released: /^/,
  message: /^(?<key>.*)$/,
  note: /^(?<key>.*)$/,
  assigned: /^(?<agent>\S+)$/,
  unassigned: /^(?<agent>\S+?)(?<gone> was removed)?$/,
  'priority changed':
    /^priority (?<from>\d) to (?<to>\d): (?:(?<declared>declared by the customer(?<unproved>, not verified)?)|(?<silent>customer-unresponsive)|by mail|(?<reason>.*))$/s,
  'customer changed': /^(?:none|(?<from>.*)) to (?:none|(?<to>.*))$/,
  'plan changed': /^(?<from>\w+) to (?<to>\w+)$/,
  'requester changed': /^(?<from>.*?) to (?<to>.*?)(?:, customer (?<customer>.*))?$/s,
  'reading address': /^(?<from>.*) to (?<to>.*)$/,
  're-timed': /^(?<english>.*): deadline (?<before>\S+) to (?<at>\S+)$/s,
  closed:
    /^(?:(?<solved>solved)(?<link>, by link)|(?<notMe>not me), by link|(?<withdrawn>withdrawn)(?:, by link)?|duplicate of (?<ticket>\S+)|(?<spam>spam)|(?<reason>.*))$/s,
  're-opened':
    /^(?:(?<wrote>the customer wrote)|(?<lost>the (?:first response|answer for the duplicate) did not arrive)|(?<reason>.*))$/s,
  'goes on for': /^(?<ticket>\S+)$/,
  'no duplicate any more': /^(?:it was a duplicate of )?(?<ticket>T-[^\s,]+)(?: and |, which )/,
  followed: /^(?<ticket>\S+)$/,
  linked: /^(?<ticket>\S+)$/,
  'split off': /^(?<key>\S+) as (?<ticket>\S+)$/,
  'outside filed': /^(?<key>\S+) as (?<ticket>\S+)$/,
  'outside dismissed': /^(?:(?<address>[^\s,]+) (?<key>[^\s,]+)|.*)$/s,
  'outside added': /^(?<address>\S+)$/,
  'reader added': /^(?<address>\S+)$/,
  'reader removed': /^(?<address>\S+)$/,
  'readers proposed': /^(?<people>.+)$/,
  proved: /^(?<key>\S+)$/,
  confirmed: /^(?:(?<link>by link)|(?<address>\S*))$/,
  rated: /^(?:good|(?<bad>bad))$/,
  'link mailed': /^(?<address>\S+)$/,
  'links revoked': /^/,
  answered:
    /^(?:in time|(?<late>late))(?:(?<phone>, by phone); recorded at (?<at>\S+)|(?<own>, and not for the duplicate that came after it)|(?<later>: the first response did not arrive, a later one did))?$/,
  'answer not counted': /^(?<key>\S+): it left after the ticket was closed as \w+$/,
  'answer withdrawn': /^(?<key>\S+)$/,
  'answer not sent': /^(?<key>\S+): (?<english>.*)$/s,
  'answer waits': /^(?<key>\S+): (?<english>.*)$/s,
  'confirmation not sent': /^(?<key>\S+): (?<english>.*)$/s,
  'confirmation waits': /^(?<key>\S+): (?<english>.*)$/s,
  'not delivered': /^(?:message (?<key>\S+)|\S+) to (?<address>\S+): (?<english>.*)$/s,
  complaint: /^(?<address>\S+) of (?:message (?<key>\S+)|a mail to the team): (?<english>.*)$/s,
  'mail refused': /^(?<address>\S+@\S+): (?<english>.*)$/s,
  'mail withheld': /^(?<address>\S+@\S+): (?<english>.*)$/s,
  'mail held back': /^(?<address>\S+): (?<count>\d+) notices? in one mail/,
  escalated: /^(?<level>.+)$/,
  'passed over': /^(?<level>.+): due (?<at>\S+), promised \S+$/s,
  told: /^(?<level>[^:]+): (?:left for (?<people>[^;]*@[^;]*)|(?<english>.*))$/s,
  'not told': /^(?<level>[^:]+): (?<english>.*)$/s,
  'brought forward': /^(?<to>[^:]+): nobody of (?<from>.+)$/,
  asked: /^until (?<at>\S+)$/,
  'watch ended':
    /^(?:(?<wrote>the customer wrote)|(?<closed>closed)|(?<lost>the question did not arrive)|(?<english>.*))$/s,
  'customer unresponsive': /^no answer by (?<at>\S+)$/,
  snoozed: /^until (?<at>\S+)$/,
  'snooze ended': /^(?:by an agent|(?<wrote>the customer wrote)|(?<english>.*))$/s,
  tagged: /^(?<tags>.+)$/,
  untagged: /^(?<tags>.+)$/,
  redacted: /^(?:(?<whole>all)|words) of message (?<key>\S+)$/,
  'redaction begun': /^(?<english>.*)$/s,
  'redaction done': /^(?<english>.*)$/s,
  'put right': /^(?<english>.*)$/s,
  erased: /^/,
  warned: /^(?<english>.*)$/s,
  'read again': /^/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** An action that has words. */
export type TrailAction = keyof typeof DETAILS;

const NONE = {
  english: '',
  key: '',
  agent: '',
  gone: '',
  from: '',
  to: '',
  declared: '',
  unproved: '',
  bad: '',
  silent: '',
  reason: '',
  customer: '',
  before: '',
  at: '',
  solved: '',
  link: '',
  notMe: '',
  withdrawn: '',
  ticket: '',
  spam: '',
  wrote: '',
  lost: '',
  closed: '',
  address: '',
  late: '',
  phone: '',
  own: '',
  later: '',
  count: '',
  level: '',
  people: '',
  tags: '',
  whole: '',
};

/** What a line says, by the names above: '' for what it does not. */
export type TrailParts = Readonly<typeof NONE>;

/** A line of the trail in parts; undefined for an action or a detail that has no words: it is shown as it is. */
export function partsOf(action: string, detail: string | null): { action: TrailAction; parts: TrailParts } | undefined {
  if (!isKnown(action)) return undefined;
  const found = DETAILS[action].exec(detail ?? '');
  if (!found) return undefined;
  // What a group did not find is no part.
  const said = Object.entries(found.groups ?? {}).filter(([, text]) => text !== undefined);
  return { action, parts: { ...NONE, ...Object.fromEntries(said) } };
}

function isKnown(action: string): action is TrailAction {
  return Object.hasOwn(DETAILS, action);
}
