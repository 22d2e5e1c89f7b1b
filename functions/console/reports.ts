import { type Context, Hono } from 'hono';
import { isLead } from '../../shared/customer/agent.ts';
import { factsCsv, reportCsv } from '../../shared/report/csv.ts';
import { loadReport } from '../../shared/report/load-report.ts';
import { MONTH, monthAt, monthOf } from '../../shared/report/months.ts';
import { DIMENSIONS, reportOf } from '../../shared/report/report.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { answerPage } from '../web/app.ts';
import { refusedPage } from './pages/lead/lead.ts';
import { reportPage } from './pages/report/report.ts';
import { tooLargePage } from './pages/report/too-large.ts';
import type { ConsoleEnv } from './session/signed-in.ts';
import { namesOf, viewerOf } from './viewer.ts';

type Ctx = Context<ConsoleEnv>;

/** Months whose figures stand side by side, the one that is shown among them. */
const TREND_MONTHS = 6;

/** Of a file that a page gives: Lambda's own limit is 6 MB, in which it may be in base64 (docs/architecture.md, numbers). */
const MOST_BYTES = 4_000_000;

/** What became of the promises of a month, for leads and admins (docs/reports.md). */
export function reportRoutes(desk: Desk): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  app.use('/reports/*', async (c, next) =>
    isLead(c.get('agent')) ? next() : answerPage(desk.settings, refusedPage(viewerOf(desk, c)), 403),
  );
  app.get('/reports', async (c) => answerPage(desk.settings, reportPage(await viewOf(desk, c))));
  app.get('/reports/figures.csv', async (c) => {
    const month = monthIn(desk, c);
    const { report } = await loadReport(desk, { month, months: 1, by: DIMENSIONS });
    return answerFile(desk, c, `first-responses-${month}.csv`, reportCsv(report));
  });
  app.get('/reports/tickets.csv', async (c) => {
    const month = monthIn(desk, c);
    const { facts, report } = await loadReport(desk, { month, months: 1, by: [] });
    return answerFile(desk, c, `tickets-${month}.csv`, factsCsv(facts, report.at));
  });
  return app;
}

/** The month that is asked for, else that of now. */
function monthIn({ settings, now }: Desk, c: Ctx): string {
  const asked = c.req.query('month') ?? '';
  return MONTH.test(asked) ? asked : monthAt(now(), settings.defaults.timeZone);
}

async function viewOf(desk: Desk, c: Ctx) {
  const month = monthIn(desk, c);
  const { timeZone } = desk.settings.defaults;
  const [{ report: trend, facts, unreadable }, customers] = await Promise.all([
    loadReport(desk, { month, months: TREND_MONTHS, by: ['month'] }),
    desk.customers.list(),
  ]);
  const report = reportOf(facts, { months: [monthOf(month, timeZone)], timeZone, by: DIMENSIONS, at: trend.at });
  return {
    ...{ viewer: viewerOf(desk, c), month, report, trend, unreadable, agents: namesOf(c) },
    customers: new Map(customers.map(({ id, name }) => [id, name])),
  };
}

function answerFile(desk: Desk, c: Ctx, name: string, content: string): Response {
  if (Buffer.byteLength(content) > MOST_BYTES) {
    return answerPage(desk.settings, tooLargePage(viewerOf(desk, c), monthIn(desk, c)), 413);
  }
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  };
  return c.body(content, 200, headers);
}
