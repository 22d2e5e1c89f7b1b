import { IANAZone } from 'luxon';
import { canaryAddress } from '../shared/mail/signed/probe.ts';
import { replyAddress } from '../shared/mail/signed/reply-address.ts';
import { ownAddresses } from '../shared/ticket/desk-addresses.ts';
import { calendarContradictions } from './settings-calendars.ts';
import { type Complaint, fieldOf } from './settings-mend.ts';
import { type Deployment, runtimePart } from './settings-schema.ts';

/**
 * Lambda keeps all environment variables of a function in 4 kB (AWS Lambda quotas); the names and ARNs beside the settings
 * take about 1 kB, and the two links that the stack fills in 200 bytes. All of the run-time settings count, not the longest alone.
 */
const MAX_RUNTIME_BYTES = 2_800;

/** What `shared/customer/agent.ts` allows. */
const LONGEST_AGENT_ID = 16;

/** What each field allows by itself and the whole does not: it would show only on the first ticket, or at night. */
export function contradictions(deployment: Deployment): Complaint[] {
  return [
    ...otherDomain(deployment),
    ...addressTooLong(deployment),
    ...sharedWithCanary(deployment),
    ...noRuleSetOfOurs(deployment),
    ...zoneOfOthers(deployment),
    ...nothingToCertify(deployment),
    ...calendarContradictions(deployment),
    ...unknownZone(deployment),
    ...levelsOutOfOrder(deployment),
    ...levelsThatTellNobody(deployment),
    ...mailsToItself(deployment),
    ...forwardsToItself(deployment),
    ...tooLarge(deployment),
  ];
}

/** SES receives for the mail domain alone, and the functions may send only as it. */
function otherDomain({ mailDomain, ...deployment }: Deployment): Complaint[] {
  return ofTheDesk(deployment)
    .filter(([, address]) => !address.endsWith(`@${mailDomain}`))
    .map(([field]) => complaint(field, `expected an address of the mail domain, such as help@${mailDomain}`));
}

/** Each address at which SES receives mail for the desk, with its field. */
function ofTheDesk({ supportAddress, addresses = [] }: Pick<Deployment, 'supportAddress' | 'addresses'>) {
  return [
    [['supportAddress'], supportAddress],
    ...addresses.map(({ address }, index) => [['addresses', index, 'address'], address]),
  ] as [(string | number)[], string][];
}

/** What comes from there is the desk's own: nobody is to be answered from it. */
function sharedWithCanary(deployment: Deployment): Complaint[] {
  const canary = canaryAddress(deployment);
  return ofTheDesk(deployment)
    .filter(([, address]) => address === canary)
    .map(([field]) => complaint(field, `expected another address than ${canary}, from which the desk mails itself`));
}

/** The stacks write the mail domain's records into its own zone alone. */
function zoneOfOthers({ zone, mailDomain }: Deployment): Complaint[] {
  if (zone === undefined || zone.name === mailDomain || mailDomain.endsWith(`.${zone.name}`)) return [];
  return [complaint(['zone', 'name'], `expected ${mailDomain} or a domain above it: the zone that has its records`)];
}

/** A rule that joins a set of others displaces none, and without it there is no rule to stand after. */
function noRuleSetOfOurs({ ruleSet: { existing, after, displace, activate } }: Deployment): Complaint[] {
  const wrong = (field: string, message: string) => [complaint(['ruleSet', field], message)];
  if (after !== undefined && existing === undefined)
    return wrong(
      'after',
      'expected nothing: the desk’s rule is the only one of its own set; name the other in existing',
    );
  if (displace !== undefined && existing !== undefined)
    return wrong('displace', `expected nothing: the desk’s rule joins ${existing}, which need not be displaced`);
  if (displace !== undefined && !activate)
    return wrong('displace', 'expected nothing: with "activate": false no place is taken');
  return [];
}

/** A certificate is proved by a record in the zone: without one it must be there. */
function nothingToCertify({ zone, domain }: Deployment): Complaint[] {
  if (domain === undefined || domain.certificateArn !== undefined) return [];
  if (zone !== undefined && domain.name.endsWith(`.${zone.name}`)) return [];
  return [
    complaint(
      ['domain', 'certificateArn'],
      `expected the ARN of a certificate for ${domain.name}, or a zone that has it`,
    ),
  ];
}

/** The longest signed reply address must still fit: it would else show on the first ticket of the agent with the longest id. */
function addressTooLong({ supportAddress }: Deployment): Complaint[] {
  try {
    replyAddress('any key', supportAddress, { ticketId: 'T-00000000', agentId: 'a'.repeat(LONGEST_AGENT_ID) });
    return [];
  } catch {
    return [complaint(['supportAddress'], 'expected at most 17 characters before the @: signed labels follow them')];
  }
}

function unknownZone({ defaults }: Deployment): Complaint[] {
  if (IANAZone.isValidZone(defaults.timeZone)) return [];
  return [complaint(['defaults', 'timeZone'], 'expected an IANA time zone such as Europe/Rome')];
}

/** A ticket registers one timer, for the next level: the list is walked in its order. */
function levelsOutOfOrder({ escalation }: Deployment): Complaint[] {
  return escalation.levels.flatMap((level, index) => {
    const before = escalation.levels[index - 1];
    if (before === undefined || before.share < level.share) return [];
    return [
      complaint(['escalation', 'levels', index, 'share'], `expected more than the ${before.share} of the level before`),
    ];
  });
}

function levelsThatTellNobody({ escalation }: Deployment): Complaint[] {
  return (['lead', 'manager'] as const).flatMap((role) => {
    const level = escalation.levels.find(({ to }) => to.includes(role));
    if (level === undefined || escalation[role].length > 0) return [];
    return [complaint(['escalation', role], `expected at least one address: level ${level.name} tells the ${role}`)];
  });
}

/** A notice to the support address would come back as a ticket, with notices of its own. */
function mailsToItself({ alarmMail, escalation, ...settings }: Deployment): Complaint[] {
  const own = ownAddresses(settings);
  const told = [
    ...escalation.lead.map((address, index) => ({ address, path: ['escalation', 'lead', index] })),
    ...escalation.manager.map((address, index) => ({ address, path: ['escalation', 'manager', index] })),
    { address: alarmMail, path: ['alarmMail'] },
  ];
  return told
    .filter(({ address }) => own.includes(String(address)))
    .map(({ path }) => complaint(path, 'expected an address that is not the desk’s own: it would write to itself'));
}

/** A mailbox elsewhere is none where SES receives: its mail comes here by itself. */
function forwardsToItself({ mailDomain, forwardedFrom = [] }: Deployment): Complaint[] {
  return forwardedFrom.flatMap(({ address }, index) =>
    address.endsWith(`@${mailDomain}`)
      ? [
          complaint(
            ['forwardedFrom', index, 'address'],
            'expected a mailbox elsewhere: list one of the mail domain under addresses',
          ),
        ]
      : [],
  );
}

function tooLarge(deployment: Deployment): Complaint[] {
  const bytes = Buffer.byteLength(JSON.stringify(runtimePart(deployment)));
  if (bytes <= MAX_RUNTIME_BYTES) return [];
  return [
    complaint(
      [],
      `the settings are ${bytes} bytes as JSON; expected at most ${MAX_RUNTIME_BYTES}: fewer holidays, closures, addresses or contacts`,
    ),
  ];
}

function complaint(path: readonly PropertyKey[], message: string): Complaint {
  return { field: fieldOf(path), message };
}
