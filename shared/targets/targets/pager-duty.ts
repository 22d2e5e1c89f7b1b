import { plainLine } from '../plain-line.ts';
import type { Target, TicketView } from '../target.ts';

const ENQUEUE = 'https://events.pagerduty.com/v2/enqueue';

/** What PagerDuty makes of it is the service's own rule there. */
const SEVERITY = { 1: 'critical', 2: 'error', 3: 'warning', 4: 'info' } as const satisfies Record<
  TicketView['priority'],
  string
>;

/**
 * PagerDuty, Events API v2 (https://developer.pagerduty.com/docs/send-alert-event): an incident when a promise is broken, solved by the first
 * response. `dedup_key` is the ticket's, so that what is sent twice is one incident. A summary has at most 1,024 characters.
 */
export function pagerDuty({ key, url = ENQUEUE }: { key: string; url?: string | undefined }): Target {
  return {
    call: ({ action, event, ticket, title, facts }) => {
      if (action === 'tell') return undefined;
      const about = { routing_key: key, event_action: action, dedup_key: `support-desk/${ticket.id}` };
      const payload = {
        summary: plainLine(`${title}: ${ticket.subject}`, 1024),
        source: 'support-desk',
        severity: SEVERITY[ticket.priority],
        timestamp: event.at,
        custom_details: Object.fromEntries(facts.map(({ label, value }) => [label, plainLine(value, 200)])),
      };
      const link = { client: 'support desk', client_url: ticket.link, links: [{ href: ticket.link, text: ticket.id }] };
      const body = JSON.stringify(action === 'resolve' ? about : { ...about, ...link, payload });
      return { url, headers: { 'content-type': 'application/json' }, body };
    },
  };
}
