import type { Settings } from '../settings.ts';
import { isSure } from './confirmed.ts';
import { isAnswered } from './first-response.ts';
import { isOfUnprovedForm } from './of-form.ts';
import { isInConversation } from './participants.ts';
import { disputesSpam, isLongClosed } from './reopen.ts';
import type { Ticket } from './ticket.ts';

/** What a reader may do by their link beside writing and adding files, which every reader may. */
export type LinkActions = {
  /** Say that it is solved: its requester, of an answered ticket; where another one asked here, too, not while what was written since awaits an answer. */
  solve: boolean;
  /** Take it back: its requester, as long as it waits. */
  withdraw: boolean;
  /** Say that they never asked: the owner of an address that somebody wrote into the form, until it is confirmed. */
  notMe: boolean;
  /** Prove that the address is theirs, unless they have just said that the request was not. */
  confirm: boolean;
  /** Say whether they are satisfied, where the settings have that asked: its requester, of what is closed after an answer. */
  rate: boolean;
};

/**
 * What `reader`, whose link it is, may do now (docs/promise.md section 9): who is copied may write, and nothing else. One that goes on
 * for another's request they cannot take back: that would end what the other was promised. They may write so, to the agents.
 */
export function actionsByLink(ticket: Ticket, reader: string): LinkActions {
  const { state, requester, lastPublic } = ticket;
  const isTheirsAlone = ticket.goesOnForOthers === undefined;
  // Who is copied where the requester only writes from may be somebody else.
  const isReading = reader === requester.address;
  return {
    solve: isReading && state === 'answered' && (isTheirsAlone || lastPublic.by === 'agent'),
    withdraw: isReading && isTheirsAlone && state === 'waiting',
    notMe: isReading && isTheirsAlone && isOfUnprovedForm(ticket) && state !== 'closed',
    rate: isReading && state === 'closed' && isAnswered(ticket),
    confirm: isReading && !isSure(requester) && closedByLink(ticket) !== 'not me',
  };
}

/**
 * What a message by link does (docs/promise.md section 5): it is `added`; it `re-opens` an answered ticket; the ticket `waits again`, with a
 * clock that starts with it; it `opens another` ticket, linked to this one; or it is `kept`, and the ticket stays closed.
 */
export type WritingDoes = 'added' | 're-opens' | 'waits again' | 'opens another' | 'kept';

/** What a message of `reader` without a priority would do at `now` (ISO, UTC) to the ticket that takes it, of a duplicate its twin. */
export function writingDoes(ticket: Ticket, reader: string, settings: Settings, now: string): WritingDoes {
  if (ticket.state !== 'closed') return 'added';
  const isKnown = isInConversation(ticket, reader);
  if (isAnswered(ticket)) return !isKnown || isLongClosed(ticket, now, settings) ? 'opens another' : 're-opens';
  if (!isKnown) return 'opens another';
  const isNoSpam = disputesSpam(ticket, { at: now, from: reader, isKnown }, settings);
  return ticket.cancelled === 'withdrawn' || isNoSpam ? 'waits again' : 'kept';
}

/** As what its requester closed a ticket by their link, as long as that is what closed it; undefined when an agent did. */
export function closedByLink({ closedAt, byLink }: Pick<Ticket, 'closedAt' | 'byLink'>) {
  return byLink !== undefined && byLink.at === closedAt ? byLink.as : undefined;
}
