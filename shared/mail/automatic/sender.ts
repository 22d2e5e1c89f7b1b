import { isNoReply } from '../no-reply.ts';
import { type Fields, first } from './fields.ts';
import { fold, foldAll, includesAny } from './fold.ts';
import { ADMINISTRATOR_NAMES, SYSTEM_NAMES } from './words/senders.ts';

/**
 * Who a mail claims to come from. `daemon` is a mail server for certain; a `server` has the name and the address of one; behind
 * `administrator`, which a postmaster is, may be a person, and a `named-administrator` gives that person's name. A `named-server` has
 * the name alone, which people give their mailboxes. The less certain, the more their mail must look like a report.
 */
export type Sender = {
  kind: 'daemon' | 'server' | 'administrator' | 'named-administrator' | 'named-server' | 'other';
  /** Two words or more, none of them a role's. */
  hasPersonsName: boolean;
  noReply: boolean;
  /** The return path: `own` when it is the address of From, as people's is. */
  path: 'null' | 'own' | 'set' | 'unknown';
};

type SenderInput = { envelopeFrom?: string | undefined; from?: { address: string; name?: string } | undefined };

/** Separators differ from system to system: `mailer-daemon`, `MAILER_DAEMON`, `mailerdaemon`. */
const SEPARATORS = /[-_.\s]/g;
const DAEMON = /^(?:[a-z]{0,12}mailer|mail|smtp|exchange)daemon/;
/** Exchange's own sender, the same in every organisation since 2007. */
const EXCHANGE_SYSTEM = /^microsoftexchange[0-9a-f]{32}/;
/** MDaemon's own, and the mailbox of somebody whose name is Daemon. */
const MDAEMON = /^mdaemon/;
/** Mailboxes of mail servers, whatever their names. */
const SERVER_LOCAL =
  /^(?:server|mail(?:server|gateway|relay|router)|router|gateway|mta|mx|smtp|exchange|relay)\d{0,3}$/;
const ADMINISTRATOR =
  /^(?:postmaster|bounces?|daemon|mmdf|dsn|ndr|mailsystem|mailadmin|maildelivery|deliverystatus|mailrouter)(?:$|\+)/;

/** Words in the display names of mail systems, in whichever language. */
const ROLE =
  /post\s?master|mail|admin|system|server|mdaemon|cron|delivery|service|support|exchange|outlook|microsoft|notification|gateway|report|user|internet|agent|protection|security|amministrator|sistema|systeem|správce/;

/** Reads the sender from envelope and From. A daemon often writes itself without a domain, which is no address. */
export function readSender(fields: Fields, input: SenderInput): Sender {
  const raw = first(fields, 'from') ?? '';
  const written = /<([^<>]{0,320})>/.exec(raw.slice(0, 1000))?.[1] ?? raw.slice(0, 320);
  const address = written.includes('@') ? (input.from?.address ?? written) : written;
  const local = fold(localPart(address.slice(0, 320))).replace(SEPARATORS, '');
  const name = fold(input.from?.name?.slice(0, 200) ?? raw.slice(0, 200).split('<', 1)[0] ?? '').replace(/"/g, '');
  return {
    kind: senderKind(local, name, {
      isNobody: /<\s*>\s*$/.test(raw.slice(0, 500)),
      isServers: !written.includes('@') || isNoReply(address),
    }),
    hasPersonsName: isPersonsName(name),
    noReply: input.from !== undefined && isNoReply(input.from.address),
    path: readPath(fields, input),
  };
}

const NAMES = foldAll(SYSTEM_NAMES);
const ADMINISTRATORS = foldAll(ADMINISTRATOR_NAMES);

function senderKind(local: string, name: string, role: { isNobody: boolean; isServers: boolean }): Sender['kind'] {
  if (DAEMON.test(local) || EXCHANGE_SYSTEM.test(local)) return 'daemon';
  if (MDAEMON.test(local)) return isPersonsName(name) ? 'named-administrator' : 'daemon';
  const isServers = role.isServers || ADMINISTRATOR.test(local) || SERVER_LOCAL.test(local);
  if (includesAny(name, NAMES)) return isServers ? 'server' : 'named-server';
  if (ADMINISTRATORS.includes(name.trim()) || name.includes('postmaster'))
    return isServers ? 'administrator' : 'named-server';
  // Servers write `From: <>`, and so do programs that send a person's mail without an address.
  if (role.isNobody) return 'administrator';
  if (!ADMINISTRATOR.test(local)) return 'other';
  return isPersonsName(name) ? 'named-administrator' : 'administrator';
}

/** Two words or more, none of them a role's: `Mario Bianchi`, not `Postmaster at rossi`. */
function isPersonsName(name: string): boolean {
  return /^\s*\p{L}[\p{L}'.-]*(?:\s+\p{L}[\p{L}'.-]*){1,4}\s*$/u.test(name) && !ROLE.test(name);
}

/** The null return path of reports and auto-replies (RFC 5321, 4.5.5; RFC 3834, 3.3), by the envelope or the topmost trace. */
function readPath(fields: Fields, { envelopeFrom, from }: SenderInput): Sender['path'] {
  const path = envelopeFrom ?? first(fields, 'return-path');
  if (path === undefined) return 'unknown';
  if (/^\s*(?:<\s*>)?\s*$/.test(path)) return 'null';
  return path.replace(/[<>\s]/g, '').toLowerCase() === from?.address.toLowerCase() ? 'own' : 'set';
}

/** What stands before the last `@`; all of it when there is none. */
function localPart(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? address : address.slice(0, at);
}
