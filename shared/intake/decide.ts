import type { Bounce } from '../mail/automatic/findings.ts';
import { whyNotAcknowledge } from '../mail/automatic/whether-to-acknowledge.ts';
import type { InboundMail } from '../mail/inbound.ts';
import type { ReceivedMail } from '../mail/received-mail.ts';
import { domainAsks } from '../mail/verdicts.ts';
import type { Recipient } from '../notify/post.ts';
import type { Settings } from '../settings.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import type { QuarantineEntry } from '../ticket/quarantine.ts';
import { eachTicket, type NewTicket } from './each-ticket.ts';
import { type FoundBounced, findBounced } from './find-bounced.ts';
import type { Look } from './look.ts';
import { ticketOpenedBy } from './opened-by.ts';
import { type Route, routesOf, ruleOf } from './route.ts';
import { toNobodyBy } from './to-nobody.ts';
import type { WhoWrote } from './who-wrote.ts';

/** What becomes of a mail, and in words the rule that says so. */
export type Decision = { rule: string } & (
  | { outcome: 'quarantine'; reason: QuarantineEntry['reason']; detail?: string | undefined }
  | { outcome: 'to nobody'; told: Recipient; isProved: boolean }
  | ({ outcome: 'bounce'; bounce: Bounce } & FoundBounced)
  | ({ outcome: 'joins'; routes: [Route, ...Route[]] } & Opens)
  | ({ outcome: 'new ticket' } & Opens)
);

/** The tickets that a mail opens, or has opened before, and why nobody is acknowledged there. */
type Opens = { openings: readonly NewTicket[]; silence: false | string; warnings: readonly string[] };

/**
 * Decides what becomes of a mail that was read, in this order (architecture.md, decisions 5 and 6); it writes nothing, so `mail
 * inspect` asks the same.
 *
 * 1. A virus and spam are held, unless somebody released them.
 * 2. A delivery report of a mail of ours marks that mail.
 * 3. What opened a ticket once, opens it again: identity goes before routing.
 * 4. What is about a ticket, or several, joins each, or is a new request that is linked to it.
 * 5. What a machine wrote in answer to nothing of ours is held.
 * 6. What one of the team answers to a mail of many tickets goes to nobody, unless somebody let it in.
 * 7. The rest opens a ticket, without an acknowledgement where nobody may be answered.
 */
export async function decide(
  desk: Look,
  received: ReceivedMail,
  mail: InboundMail,
  { danger, source, who }: { danger: 'virus' | 'spam' | undefined; source: string; who: WhoWrote },
): Promise<Decision> {
  if (danger && !received.released)
    return { outcome: 'quarantine', reason: danger, rule: `its ${danger} verdict is FAIL` };
  const { bounce } = mail;
  const found = bounce && (await findBounced(desk, received, bounce));
  if (bounce && found) {
    const rule = found.signed
      ? 'a report that came to our signed return path'
      : 'a report that encloses a mail of ours';
    return { outcome: 'bounce', bounce, ...found, rule };
  }
  const opens = { outcome: 'new ticket', silence: whySilent(desk.settings, received, mail, who) } as const;
  const opened = await ticketOpenedBy(desk, source);
  if (opened) {
    return { ...opens, openings: [{ source, opened }], warnings: [], rule: 'this very mail opened it before' };
  }
  const { routes, warnings } = await routesOf(desk, received, mail, { source, who });
  const { joining, openings } = await eachTicket(desk, mail, routes, { source, receivedAt: received.receivedAt });
  const [first, ...others] = joining;
  if (first) return { ...opens, openings, outcome: 'joins', routes: [first, ...others], warnings, rule: ruleOf(first) };
  const [route] = routes;
  if (route) return { ...opens, openings, warnings, rule: `${ruleOf(route)}: a new request` };
  const machine = mail.bounce ? 'a delivery report of no mail of ours' : mail.autoReply;
  if (machine && !received.released) {
    return {
      outcome: 'quarantine',
      reason: 'auto-reply to nothing',
      detail: machine,
      rule: `a machine answers nothing of ours: ${machine}`,
    };
  }
  const nobody = received.released ? undefined : await toNobodyBy(desk, received, mail);
  if (nobody) return { outcome: 'to nobody', ...nobody };
  return { ...opens, openings: [{ source }], warnings, rule: 'it belongs to no ticket' };
}

/**
 * Why nobody is acknowledged, in words; or false. An envelope of ours around what a form, a group or a mailbox of ours passes on is no
 * loop.
 */
function whySilent(
  settings: Settings,
  { envelopeFrom, verdicts, passedOnBy }: ReceivedMail,
  mail: InboundMail,
  { reading, standIn }: WhoWrote,
): false | string {
  const asked = domainAsks(verdicts);
  if (asked !== undefined) return `DMARC failed, and ${asked}`;
  const isOwnAddressOf = (address: string) => isOwnAddress(settings, address);
  const isWrittenAnew = passedOnBy !== undefined || (standIn && isOwnAddressOf(envelopeFrom));
  const path = isWrittenAnew ? {} : { envelopeFrom };
  return whyNotAcknowledge(mail, { ...path, ...(reading && { from: reading }), isOwnAddress: isOwnAddressOf });
}
