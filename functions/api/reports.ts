import { Hono } from 'hono';
import { isLead } from '../../shared/customer/agent.ts';
import { presentReport } from '../../shared/present/present-report.ts';
import { PublicError } from '../../shared/public-error.ts';
import { loadReport } from '../../shared/report/load-report.ts';
import type { Desk } from '../../shared/ticket/ports.ts';
import { parseFields } from '../http/parse.ts';
import type { ApiEnv } from './agent.ts';
import { query } from './query.ts';
import { promiseReportSchema } from './report-requests.ts';

/** What became of the promises of a month, for leads and admins (docs/reports.md). */
export function reportRoutes(desk: Desk): Hono<ApiEnv> {
  return new Hono<ApiEnv>().get('/promise', async (c) => {
    if (!isLead(c.get('agent'))) throw new PublicError(403, 'This is for leads and admins.');
    const { report, unreadable } = await loadReport(desk, parseFields(promiseReportSchema, query(c)));
    return c.json(presentReport(report, unreadable));
  });
}
