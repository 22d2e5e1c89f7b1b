import { plainLine } from '../plain-line.ts';
import type { Target } from '../target.ts';

/** In characters; Slack itself takes a text of 3,000 (https://docs.slack.dev/reference/block-kit/blocks/section-block). */
const MOST = { text: 300, field: 2000 };

/**
 * A Slack incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). What is not ours goes as `plain_text`,
 * in which Slack reads no mention, link or mark; `text` is what a phone shows.
 */
export function slack({ url }: { url: string }): Target {
  return {
    call: ({ ticket, title, facts, open }) => {
      const plain = (text: string, most: number) => ({ type: 'plain_text', emoji: false, text: plainLine(text, most) });
      const head = `*${escapeMrkdwn(title)}*\n<${escapeMrkdwn(ticket.link)}|${escapeMrkdwn(open)}>`;
      const fields = facts.map(({ label, value }) => plain(`${label}: ${value}`, MOST.field));
      const blocks = [
        { type: 'section', text: { type: 'mrkdwn', verbatim: true, text: head } },
        { type: 'section', text: plain(ticket.subject, MOST.text), fields },
      ];
      const body = { text: escapeMrkdwn(title), blocks, unfurl_links: false, unfurl_media: false };
      return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    },
  };
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping: three characters begin what Slack reads. */
function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
