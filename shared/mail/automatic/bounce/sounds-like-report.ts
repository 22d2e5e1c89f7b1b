import { asks, fold } from '../fold.ts';
import type { Sender } from '../sender.ts';
import { isReplyOrForward } from '../subject.ts';
import { goesOn } from './goes-on.ts';
import type { ReportText } from './report-text.ts';
import { hasFailureCode } from './values.ts';
import { begins, hasForm, hasLines, introducesAtOnce, opens, says, saysTwice } from './wording.ts';

/** An answer line with an enhanced status code; `550 Main Street` is where a parcel goes. */
const STATUS_LINE =
  /^[ \t>|*-]{0,20}(?:received )?(?:<<< ?)?(?:\S{1,320}@\S{1,320}\s)?["'(]?(?:smtp;\s?)?(?:#?[45]\d\d[ -])?#?[45]\.\d{1,3}\.\d{1,3}\b/m;

/**
 * True when a mail without the structure of RFC 3464 is a server's report all the same. The less is known of the sender, the
 * more must be said, and in more places: people forward, paste and discuss such reports, and a person may be postmaster.
 */
export function soundsLikeReport(report: ReportText, sender: Sender): boolean {
  const { kind, path, noReply } = sender;
  if (kind === 'daemon') return true;
  if (path === 'null') return reportsOnNullPath(report, kind);
  if (isReplyOrForward(report.subject)) return false;
  if (kind === 'server') return !isPersonal(report, path) && (begins(report) || says(report) || hasForm(report));
  if (kind === 'administrator') return administratorReports(report, path);
  if (kind === 'named-server') return namedServerReports(report, path);
  // Nobody writes from a no-reply address, but couriers do, of parcels that came back.
  if (noReply) return saysTwice(report) && hasServersForm(report, path);
  // People paste whole reports and ask below them, but their mail has a return path.
  if (path !== 'unknown' || asks(fold(report.below))) return false;
  if (kind === 'named-administrator') return isWhole(report) || (introducesAtOnce(report, [0]) && opens(report));
  return !sender.hasPersonsName && isWhole(report);
}

/** Redirected mail of people has the null return path, too: who is not known for a server must say more. */
function reportsOnNullPath(report: ReportText, kind: Sender['kind']): boolean {
  if (kind === 'server' || kind === 'administrator') return begins(report) || says(report) || hasForm(report);
  if (saysTwice(report) || (says(report) && hasForm(report))) return true;
  return kind !== 'other' && begins(report) && hasForm(report);
}

/** Behind an administrator's address is a server, or a person: who asks something, and has a return path. */
function administratorReports(report: ReportText, path: Sender['path']): boolean {
  if (isPersonal(report, path)) return false;
  if (!report.head.includes('@')) return says(report) && returnsWithForm(report);
  const hasPath = path !== 'unknown';
  if (asks(report.folded())) return !hasPath && isMicrosofts(report);
  if (hasPath && !hasForm(report) && !refusesAtOnce(report)) return false;
  return (
    saysTwice(report) || (introducesAtOnce(report) && hasForm(report)) || (says(report) && returnsWithForm(report))
  );
}

/** A mailbox with the name of a server is a person's as well as a server's; with a return path of its own it is a person's. */
function namedServerReports(report: ReportText, path: Sender['path']): boolean {
  if (isPersonal(report, path) || asks(report.folded())) return false;
  if (path === 'own') return isWhole(report) || (opens(report) && introducesAtOnce(report) && hasForm(report));
  return (
    saysTwice(report) || (introducesAtOnce(report) && hasForm(report)) || (says(report) && returnsWithForm(report))
  );
}

/** Somebody goes on below what is reported. A mail that came back in a part of its own tells of a server, unless its sender takes answers. */
function isPersonal(report: ReportText, path: Sender['path']): boolean {
  const returns = report.returnsHeader || report.encloses;
  return !(returns && path !== 'own') && goesOn(report);
}

/** One sentence with the address and the permanent status (RFC 3463), such as Italian providers write. */
function refusesAtOnce(report: ReportText): boolean {
  return introducesAtOnce(report, [0]) && /(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])/.test(report.head);
}

/** Microsoft's servers ask whether the address is right, between the words that they begin with and the code. */
function isMicrosofts(report: ReportText): boolean {
  return opens(report) && introducesAtOnce(report, [0]) && hasFailureCode(report.head);
}

/** What no shop or courier has: the mail that came back, a status code, or a server that introduces itself with the null return path. */
function hasServersForm(report: ReportText, path: Sender['path']): boolean {
  return (
    report.encloses ||
    report.returnsHeader ||
    STATUS_LINE.test(report.head) ||
    ((path === 'null' || path === 'unknown') && introducesAtOnce(report))
  );
}

/** The mail that came back is there, and not only quoted as mail programs do; an attached one may be a person's doing. */
function returnsWithForm(report: ReportText): boolean {
  return !asks(report.folded()) && (report.returnsHeader || (report.encloses && hasLines(report)));
}

/** All that a report has, in places that no person writes in at once: for a sender of whom nothing is known. */
function isWhole(report: ReportText): boolean {
  const returns = report.encloses || report.returnsHeader;
  return opens(report) && hasForm(report) && introducesAtOnce(report, [0]) && returns;
}
