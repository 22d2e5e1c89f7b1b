import { Hono } from 'hono';
import type { Feedback } from './feedback.ts';
import type { Rules } from './rules.ts';
import { isSimulator } from './simulator.ts';

/**
 * The account's suppression list, by version 2 of SES's API (https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListSuppressedDestinations.html).
 * All of them came on it when the door was opened: nobody here asks since when.
 */
export function suppressionRoutes(rules: Rules): Hono {
  const since = Math.floor(Date.now() / 1000);
  const routes = new Hono();
  routes.get('/', () => {
    const summaries = rules.suppressed.map((EmailAddress) => ({
      EmailAddress,
      Reason: 'BOUNCE',
      LastUpdateTime: since,
    }));
    return Response.json({ SuppressedDestinationSummaries: summaries });
  });
  routes.delete('/:address', ({ req }) => {
    const at = rules.suppressed.indexOf(req.param('address').toLowerCase());
    if (at >= 0) {
      rules.suppressed.splice(at, 1);
      return Response.json({});
    }
    const message = `Email address ${req.param('address')} does not exist on your suppression list.`;
    return Response.json({ message }, { status: 404, headers: { 'x-amzn-errortype': 'NotFoundException' } });
  });
  return routes;
}

/** Puts whoever's mail bounced for good, or who complained, on the list, as the set's `SuppressionOptions` say; not the simulator's. */
export function suppress(rules: Rules, events: readonly Feedback[]): void {
  for (const { event } of events) {
    if (event.eventType !== 'Bounce' && event.eventType !== 'Complaint') continue;
    const { destination } = event.mail as { destination: string[] };
    for (const address of destination.map((each) => each.toLowerCase()))
      if (!isSimulator(address) && !rules.suppressed.includes(address)) rules.suppressed.push(address);
  }
}
