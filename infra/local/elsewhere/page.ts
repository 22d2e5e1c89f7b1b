import { html } from 'hono/html';
import { linesSeen, type Sent } from './seen.ts';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b2430;background:#eef1f5}
article{background:#fff;border:1px solid #d9dfe7;border-radius:8px;padding:.8rem 1rem;margin:.8rem 0}
article p{margin:.1rem 0}article p:first-of-type{font-weight:600}small{color:#5a6675}pre{white-space:pre-wrap;overflow-wrap:anywhere}`;

const NAMES: Record<string, string> = {
  slack: 'Slack',
  teams: 'Teams',
  'pager-duty': 'PagerDuty',
  webhook: 'A program',
};

/** What Slack and the others would have got, newest first. Nothing of it left this machine. */
export function elsewherePage(sent: readonly Sent[]) {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sent elsewhere</title><style>${STYLE}</style></head>
<body><h1>Sent elsewhere</h1>
<p>What Slack, Teams, PagerDuty and a program of yours would have got. Nothing of it left this machine. <a href="">Look again.</a> <a href="/">Mails are here.</a></p>
${sent.length === 0 ? html`<p>Nothing yet: a ticket whose time is up is told to all of them.</p>` : ''}
${sent.map(
  (each) => html`<article><small>${NAMES[each.kind] ?? each.kind}, ${each.at}</small>
${linesSeen(each).map((line) => html`<p>${line}</p>`)}
<details><summary>as it was sent</summary><pre>${JSON.stringify({ headers: each.headers, body: each.body }, null, 2)}</pre></details></article>`,
)}
</body></html>`;
}
