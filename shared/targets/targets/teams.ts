import { cardText } from '../card-text.ts';
import { plainLine } from '../plain-line.ts';
import type { Target } from '../target.ts';

/**
 * A Teams workflow that begins "when a Teams webhook request is received" and posts the Adaptive Card; it answers 202. A message has at most
 * 28 kB (https://learn.microsoft.com/connectors/teams), which these cuts stay far below. A `TextRun` reads no Markdown, so the customer's words
 * are one.
 */
export function teams({ url }: { url: string }): Target {
  return {
    call: ({ ticket, title, facts, open }) => {
      const body = [
        {
          type: 'TextBlock',
          size: 'Medium',
          weight: 'Bolder',
          wrap: true,
          text: cardText(title),
        },
        { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: plainLine(ticket.subject, 300) }] },
        { type: 'FactSet', facts: facts.map(({ label, value }) => ({ title: label, value: cardText(value) })) },
      ];
      const actions = [{ type: 'Action.OpenUrl', title: open, url: ticket.link }];
      const $schema = 'http://adaptivecards.io/schemas/adaptive-card.json';
      const content = { $schema, type: 'AdaptiveCard', version: '1.4', body, actions };
      const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
      return {
        url,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type: 'message', attachments }),
      };
    },
  };
}
