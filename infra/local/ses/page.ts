import { readFileSync } from 'node:fs';

/** Where the mailbox page lists the mails that were sent. */
const SENT = '<div id="content">';

const REFUSED = readFileSync(new URL('refused.html', import.meta.url), 'utf8');

/** What its maker calls the page; here it is the desk's. */
const NAME = 'aws-ses-v2-local viewer';

/** The mailbox page with a list of what SES refused above what it took; unchanged when it is not the page we know. */
export function withRefused(page: string): string {
  return page.replaceAll(NAME, 'Mailbox of the support desk').replace(SENT, `${REFUSED}${SENT}`);
}
