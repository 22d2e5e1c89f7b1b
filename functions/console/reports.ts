import { type Context, Hono } from 'hono';
import { isLead } from '../../shared/customer/agent.ts';
import type { Customer } from '../../shared/customer/customer.ts';
import { PublicError } from '../../shared/public-error.ts';
import { factsCsv, reportCsv } from '../../shared/report/csv.ts';
import { customerReport } from '../../shared/report/customer-report.ts';
import { loadFacts, loadReport } from '../../shared/report/load-report.ts';
import { MONTH, monthAfter, monthAt } from '../../shared/report/months.ts';
import { DIMENSIONS, type Group } from '../../shared/report/report.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { sendCustomerReport } from '../../shared/use-cases/send-customer-report.ts';
import { answerPage } from '../web/app.ts';
import { lineIn } from '../web/field-in.ts';
import { readFields } from '../web/read-fields.ts';
import { refusedPage } from './pages/lead/lead.ts';
import { noMonthPage } from './pages/report/no-month.ts';
import { reportPage } from './pages/report/report.ts';
import { type SheetView, sheetPage } from './pages/report/sheet.ts';
import { tooLargePage } from './pages/report/too-large.ts';
import { sentTo, sentWord } from './report-sent.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';

type Ctx = Context<ConsoleEnv>;

/** Months whose figures stand side by side, the one that is shown among them; fewer when they have so many tickets, which takes a second or two. */
const TREND = { months: 6, tickets: 100_000 };

/** Of a file that a page gives: Lambda's own limit is 6 MB, in which it may be in base64 (docs/architecture.md, numbers). */
const MOST_BYTES = 4_000_000;

/** What became of the promises of a month, for leads and admins (docs/reports.md). */
export function reportRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.use('/reports/*', async (c, next) =>
    isLead(c.get('agent')) ? next() : answerPage(desk.settings, refusedPage(viewerOf(desk, c)), 403),
  );
  // A file or a page of another month than the one that was asked for would be taken for that one's.
  app.use('/reports/*', async (c, next) => {
    const asked = c.req.query('month');
    return asked === undefined || MONTH.test(asked) ? next() : refuseMonth(desk, c, asked);
  });
  app.get('/reports', async (c) => answerPage(desk.settings, reportPage(await viewOf(desk, c))));
  app.get('/reports/figures.csv', async (c) => {
    const month = monthIn(desk, c.req.query('month'));
    const { report } = await loadReport(desk, { month, months: 1, by: DIMENSIONS });
    return answerFile(desk, c, `first-responses-${month}.csv`, reportCsv(report));
  });
  app.get('/reports/tickets.csv', async (c) => {
    const month = monthIn(desk, c.req.query('month'));
    const { facts, at } = await loadFacts(desk, { month, months: 1 });
    return answerFile(desk, c, `tickets-${month}.csv`, factsCsv(facts, at));
  });
  app.get('/reports/customers/:id', async (c) => {
    const customer = await customerOf(desk, c);
    const month = monthIn(desk, c.req.query('month'));
    const to = await sentBefore(desk, c, { customer, month });
    const told = to === undefined ? undefined : ({ to, sent: 'sent' } as const);
    return showSheet(desk, c, customer, { month, told });
  });
  app.post('/reports/customers/:id/send', async (c) => {
    const form = await readFields(c);
    const customer = await customerOf(desk, c);
    const [month, to] = [lineIn(form, 'month'), lineIn(form, 'to')];
    if (!MONTH.test(month)) return refuseMonth(desk, c, month);
    const sent = await sendCustomerReport(desk, { customer, month, to });
    if (sent !== 'sent') return showSheet(desk, c, customer, { month, told: { to, sent } });
    // To load that page again sends nothing again.
    const word = sentWord(await desk.secrets.signingKeys(), {
      agent: c.get('agent').id,
      customer: customer.id,
      month,
      to,
    });
    return c.redirect(`/console/reports/customers/${encodeURIComponent(customer.id)}?month=${month}&sent=${word}`, 303);
  });
  return app;
}

async function customerOf(desk: Desk, c: Ctx): Promise<Customer> {
  const customer = await desk.customers.get(c.req.param('id') ?? '');
  if (!customer) throw new PublicError(404, 'There is no such customer.');
  return customer;
}

/** To whom it was just sent, as the address of the page says; undefined for an address that says nothing, or was made up. */
async function sentBefore(desk: Desk, c: Ctx, { customer, month }: Pick<SheetView, 'customer' | 'month'>) {
  const word = c.req.query('sent');
  if (word === undefined) return undefined;
  const among = customer.portal?.contacts ?? [];
  return sentTo(await desk.secrets.signingKeys(), word, {
    agent: c.get('agent').id,
    customer: customer.id,
    month,
    among,
  });
}

/** A customer's own report, and what became of sending it. */
async function showSheet(
  desk: Desk,
  c: Ctx,
  customer: Customer,
  { month, told }: Pick<SheetView, 'month' | 'told'>,
): Promise<Response> {
  const own = await customerReport(desk, { customer: customer.id, month });
  const { deskName } = desk.settings;
  const page = sheetPage({ viewer: viewerOf(desk, c), deskName, customer, month, told, ...own });
  return answerPage(desk.settings, page, told === undefined || told.sent === 'sent' ? 200 : 422);
}

/** The month that is asked for, else that of now. */
function monthIn({ settings, now }: Desk, asked: string | undefined): string {
  return asked ?? monthAt(now(), settings.defaults.timeZone);
}

function refuseMonth(desk: Desk, c: Ctx, asked: string): Response {
  return answerPage(desk.settings, noMonthPage(viewerOf(desk, c), asked), 422);
}

async function viewOf(desk: Desk, c: Ctx) {
  const month = monthIn(desk, c.req.query('month'));
  const [{ report, unreadable }, customers] = await Promise.all([
    loadReport(desk, { month, months: 1, by: DIMENSIONS }),
    desk.customers.list(),
  ]);
  return {
    ...{ viewer: viewerOf(desk, c), month, report, unreadable, agents: namesOf(c) },
    trend: [...(await monthsBefore(desk, month, report.all.tickets)), { key: month, ...report.all }],
    customers: new Map(customers.map(({ id, name }) => [id, name])),
  };
}

/** The figures of the months before, the earliest first. `tickets`: how many were read already. */
async function monthsBefore(desk: Desk, month: string, tickets: number): Promise<Group[]> {
  const groups: Group[] = [];
  for (let read = tickets; groups.length < TREND.months - 1 && read < TREND.tickets; ) {
    const key = monthAfter(month, -1 - groups.length);
    const { all } = (await loadReport(desk, { month: key, months: 1, by: [] })).report;
    groups.push({ key, ...all });
    read += all.tickets;
  }
  return groups.reverse();
}

function answerFile(desk: Desk, c: Ctx, name: string, content: string): Response {
  if (Buffer.byteLength(content) > MOST_BYTES) {
    return answerPage(desk.settings, tooLargePage(viewerOf(desk, c), monthIn(desk, c.req.query('month'))), 413);
  }
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  };
  return c.body(content, 200, headers);
}
