import * as z from 'zod';
import { MONTH, MOST_MONTHS } from '../../shared/report/months.ts';
import { DIMENSIONS, type Dimension } from '../../shared/report/report.ts';

const ONCE = 'must be given once';
const NOT_A_MONTH = 'must be a month, as 2026-11';
const NOT_MONTHS = `must be a whole number from 1 to ${MOST_MONTHS}`;

/** What `GET /api/reports/promise` takes. */
export const promiseReportSchema = z.strictObject({
  month: z
    .string({ error: `is missing, or given twice: ${NOT_A_MONTH}` })
    .regex(MONTH, { error: NOT_A_MONTH })
    .describe('The month, by the calendar of the desk’s own zone'),
  months: z.coerce
    .number({ error: NOT_MONTHS })
    .int({ error: NOT_MONTHS })
    .min(1, { error: NOT_MONTHS })
    .max(MOST_MONTHS, { error: NOT_MONTHS })
    .default(1)
    .describe('How many months, up to that one and with it'),
  by: z
    .string({ error: ONCE })
    .transform((text, ctx): Dimension[] => {
      const named = text.split(',').map((word) => word.trim());
      const known = DIMENSIONS.filter((dimension) => named.includes(dimension));
      if (known.length === named.length) return known;
      ctx.addIssue({ code: 'custom', message: `must be a list of these, each once: ${DIMENSIONS.join(', ')}` });
      return z.NEVER;
    })
    .default(['plan', 'priority'])
    .describe(`By what the figures are told apart, with commas between: ${DIMENSIONS.join(', ')}`),
});
