import { startedAt } from '../ticket/clock.ts';
import { ERASED } from '../ticket/erased.ts';
import { isImported } from '../ticket/imported.ts';
import { type AuditEntry, CANCEL_REASONS, type Ticket } from '../ticket/ticket.ts';
import { NO_DUPLICATE } from '../ticket/twin.ts';
import { levelOf, PASSED_OVER, passedOver, rungOf } from './rung.ts';
import type { ChangeType, TicketEvent } from './ticket-event.ts';

type Data = TicketEvent['data'];
type Telling = {
  as: ChangeType | ((line: AuditEntry, ticket: Ticket) => ChangeType);
  data?: (line: AuditEntry, ticket: Ticket) => Data;
};

/**
 * What the lines of the trail are told as, by their action; all others are told to nobody. A replay has nothing but the line and what stays on the
 * ticket, so nothing else may decide. Details are words of agents, too, and of mail servers: no more of one is told than is taken out here.
 */
const TELLINGS: Readonly<Record<string, Telling>> = {
  opened: { as: 'opened', data: openingOf },
  answered: { as: 'responded', data: responseOf },
  escalated: { as: rungOf, data: levelData },
  [PASSED_OVER]: { as: (line) => passedOver(line)?.type ?? 'warned', data: passedData },
  're-timed': { as: 'retimed', data: parts(/: deadline (?<from>\S+) to (?<to>\S+)$/) },
  'customer changed': { as: 'retimed' },
  'plan changed': { as: 'retimed' },
  'priority changed': { as: 'prioritized', data: parts(/^priority (?<from>\d) to (?<to>\d)/) },
  assigned: { as: 'assigned', data: parts(/^(?<to>\S+)$/) },
  unassigned: { as: 'assigned', data: parts(/^(?<from>\S+)/) },
  closed: { as: 'closed', data: closingOf },
  [ERASED]: { as: 'closed', data: () => ({ reason: ERASED }) },
  're-opened': { as: 'reopened' },
  [NO_DUPLICATE]: { as: 'reopened' },
  'not delivered': { as: 'undelivered', data: mailOf },
  'answer not sent': { as: 'undelivered', data: mailOf },
  'confirmation not sent': { as: 'undelivered', data: mailOf },
  'customer unresponsive': { as: 'unresponsive', data: parts(/^no answer by (?<until>\S+)$/) },
};

const NOTHING: Data = {};

/** As what a line is told, and what is said with it; undefined when it is told to nobody. `ticket` is as it is now. */
export function tellingOf(line: AuditEntry, ticket: Ticket): { type: ChangeType; data: Data } | undefined {
  if (!isTold(line.action)) return undefined;
  const { as, data } = TELLINGS[line.action] as Telling;
  return { type: typeof as === 'string' ? as : as(line, ticket), data: data?.(line, ticket) ?? {} };
}

/** The named parts of a detail; none when it is another. */
function parts(pattern: RegExp): (line: AuditEntry) => Data {
  return ({ detail = '' }) => ({ ...pattern.exec(detail)?.groups });
}

/** One that another desk had is not new to anybody. */
function openingOf(_: AuditEntry, ticket: Ticket): Data {
  return isImported(ticket) ? { imported: true } : NOTHING;
}

/** Whether an answer kept its promise, and how long after the request it was given, in seconds by the clock on the wall. */
function responseOf({ at, by, detail = '' }: AuditEntry, { clock }: Ticket): Data {
  const seconds = Math.round((Date.parse(at) - Date.parse(startedAt(clock))) / 1000);
  // The desk's own line is of an answer from before, and one from before a clock began anew has its own start.
  const isKnown = by !== 'desk' && seconds >= 0;
  return { ...(detail !== '' && { met: !detail.startsWith('late') }), ...(isKnown && { seconds }) };
}

function levelData(line: AuditEntry, ticket: Ticket): Data {
  const { due } = levelOf(line, ticket);
  return { ...(line.detail !== undefined && { level: line.detail }), ...(due !== undefined && { due }) };
}

function passedData(line: AuditEntry): Data {
  const { level, due } = passedOver(line) ?? {};
  return { ...(level !== undefined && { level }), ...(due !== undefined && { due }), passedOver: true };
}

function closingOf({ detail = '' }: AuditEntry): Data {
  const reason = [...CANCEL_REASONS, 'solved', 'not me'].find((each) =>
    new RegExp(`^${each}(?:,| of |$)`).test(detail),
  );
  return {
    ...(reason !== undefined && { reason }),
    ...parts(/^duplicate of (?<of>T-\S+)$/)({ detail, at: '', by: '', action: '' }),
  };
}

/** Which mail it was: of a message, the first one to the requester, or one to the team. */
function mailOf({ action, detail = '' }: AuditEntry): Data {
  const message =
    /^message (\S+) to /.exec(detail)?.[1] ?? (action === 'not delivered' ? undefined : detail.split(':')[0]);
  if (message) return { mail: 'message', message };
  return { mail: detail.startsWith('acknowledgement ') ? 'acknowledgement' : 'team' };
}

/** Whether lines of this action are told. */
export function isTold(action: string): boolean {
  return Object.hasOwn(TELLINGS, action);
}
