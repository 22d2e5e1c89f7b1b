import { readFileSync } from 'node:fs';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const REFUSED = read('refused.html');
const LINKS = read('links.html');
const MARK = read('../../../functions/web/assets/mark.svg');

/** The page beside it. */
const ELSEWHERE =
  '<p><a href="/elsewhere">Sent elsewhere</a>: what Slack, Teams, PagerDuty and a program would have got</p>';

/** A picture of its own, else browsers ask for one, which the page's maker refuses. */
const ICON = `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(MARK)}">`;

/**
 * What is other in the mailbox page than its maker has it: the name is the desk's, what SES refused stands above what it took, and links
 * open beside the page. The desk's own pages let nobody frame them, so a link that opens in the mail's frame would open nothing; the frame
 * is closed to scripts, too, as in a mail program.
 */
export const CHANGES: readonly (readonly [string, string])[] = [
  ['aws-ses-v2-local viewer', 'Mailbox of the support desk'],
  ['</head>', `${ICON}</head>`],
  ['<div id="content">', `${REFUSED}${LINKS}${ELSEWHERE}<div id="content">`],
  ['escape(e.body.text)', 'withLinks(e.body.text)'],
  ['src="javascript:void(0);"', 'sandbox="allow-popups allow-popups-to-escape-sandbox"'],
  ['const iframeDoc = (iframe.contentDocument || iframe.contentWindow.document);', ''],
  ['iframeDoc.body.innerHTML = e.body.html;', `iframe.srcdoc = '<base target="_blank">' + e.body.html;`],
];

/** The mailbox page as the desk shows it; what its maker has changed stays as it is. */
export function mailboxPage(page: string): string {
  return CHANGES.reduce((changed, [theirs, ours]) => changed.replaceAll(theirs, () => ours), page);
}
