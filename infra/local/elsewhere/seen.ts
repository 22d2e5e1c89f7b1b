import * as z from 'zod';

/** What somebody outside was sent, as the local desk keeps it. */
export type Sent = { at: string; kind: string; headers: Record<string, string>; body: unknown };

const slack = z.object({
  blocks: z.array(
    z.object({ text: z.object({ text: z.string() }), fields: z.array(z.object({ text: z.string() })).optional() }),
  ),
});
const teams = z.object({
  attachments: z.array(
    z.object({
      content: z.object({
        body: z.array(
          z.object({
            text: z.string().optional(),
            inlines: z.array(z.object({ text: z.string() })).optional(),
            facts: z.array(z.object({ title: z.string(), value: z.string() })).optional(),
          }),
        ),
      }),
    }),
  ),
});
const pagerDuty = z.object({
  event_action: z.string(),
  dedup_key: z.string(),
  payload: z.object({ summary: z.string(), severity: z.string() }).optional(),
});
const webhook = z.object({ type: z.string(), data: z.object({ id: z.string() }) });

/** What a reader there would see of it, about, line by line; of what is nothing of ours, nothing. */
export function linesSeen({ kind, body }: Sent): string[] {
  switch (kind) {
    case 'slack':
      return (slack.safeParse(body).data?.blocks ?? []).flatMap(({ text, fields = [] }) => [
        ...unmarked(text.text).split('\n'),
        ...fields.map((field) => field.text),
      ]);
    case 'teams':
      return (teams.safeParse(body).data?.attachments ?? [])
        .flatMap(({ content }) => content.body)
        .flatMap(({ text, inlines = [], facts = [] }) => [
          ...(text === undefined ? [] : [text.replace(/\\(?=\W)/g, '')]),
          ...inlines.map((inline) => inline.text),
          ...facts.map(({ title, value }) => `${title}: ${value.replace(/\\(?=\W)/g, '')}`),
        ]);
    case 'pager-duty': {
      const event = pagerDuty.safeParse(body).data;
      if (!event) return [];
      const { event_action, dedup_key, payload } = event;
      return [`${event_action} ${dedup_key}`, ...(payload ? [`${payload.severity}: ${payload.summary}`] : [])];
    }
    default: {
      const event = webhook.safeParse(body).data;
      return event ? [`${event.type} (${event.data.id})`] : [];
    }
  }
}

/** Slack's marks of our own line, read: `*bold*` and `<address|words>`. */
function unmarked(text: string): string {
  return text
    .replace(/^\*(.*)\*$/gm, '$1')
    .replace(/<[^|<>]+\|([^<>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
