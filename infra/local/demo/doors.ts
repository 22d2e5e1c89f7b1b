import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import * as z from 'zod';
import type { RunningDesk } from '../running.ts';

const storeSchema = z.object({
  emails: z.array(
    z.object({
      destination: z.object({ to: z.array(z.string()) }),
      replyTo: z.array(z.string()),
      subject: z.string(),
      body: z.object({ text: z.string().optional() }),
    }),
  ),
});
/** A mail that the desk sent. */
export type SentMail = z.infer<typeof storeSchema>['emails'][number];

const webhookAnswerSchema = z.object({ ticket: z.string(), respondBy: z.iso.datetime() });

const ticketSchema = z.object({
  id: z.string(),
  subject: z.string(),
  state: z.string(),
  openedAt: z.iso.datetime(),
  respondBy: z.iso.datetime(),
  firstResponse: z.object({ met: z.boolean() }).nullable(),
  /** In a list of tickets it is left out. */
  escalations: z.array(z.object({ level: z.string() })).default([]),
});
export type Ticket = z.infer<typeof ticketSchema>;

type Mail = { from: string; to?: string; subject: string; text: string };

/** What anybody can do from outside: mail, post a form, read the mailbox, and, with an agent's token, ask the API. */
export function openDoors(desk: RunningDesk, token: string) {
  const get = async (path: string) => {
    const response = await fetch(`${desk.http}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}`);
    return response.json();
  };
  return {
    /** Mails the desk, logged in as the author, so that the mail counts as authenticated; `isForged`: it is not. */
    async mail(mail: Mail, { isForged = false } = {}): Promise<void> {
      const { host, port } = desk.smtp;
      const [, user = mail.from] = /<(.*)>/.exec(mail.from) ?? [];
      const transport = createTransport({ host, port, ...(!isForged && { auth: { user, pass: 'any' } }) });
      await transport.sendMail({ to: desk.supportAddress, ...mail });
    },
    /** Posts a signed form. Signatures are about real time, whatever the desk's clock shows. */
    async post(form: { email: string; name: string; subject: string; body: string; priority: number }) {
      const id = `msg_${crypto.randomUUID()}`;
      const now = new Date();
      const body = JSON.stringify(form);
      const response = await fetch(`${desk.http}/webhooks/${desk.webhook.source}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(desk.webhook.secret).sign(id, now, body),
        },
        body,
      });
      if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
      return webhookAnswerSchema.parse(await response.json());
    },
    /** All mail the desk sent so far. */
    async mailbox(): Promise<SentMail[]> {
      const response = await fetch(`${desk.mailbox}/store`);
      return storeSchema.parse(await response.json()).emails;
    },
    /** Asks the agents' API to do something, as the agent of the token. */
    async ask(method: 'POST' | 'PATCH', path: string, body: object): Promise<void> {
      const headers = {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': crypto.randomUUID(),
      };
      const response = await fetch(`${desk.http}${path}`, { method, headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    },
    async tickets(): Promise<Ticket[]> {
      return z.object({ tickets: z.array(ticketSchema) }).parse(await get('/api/tickets')).tickets;
    },
    async ticket(id: string): Promise<Ticket> {
      return ticketSchema.parse(await get(`/api/tickets/${id}`));
    },
  };
}
