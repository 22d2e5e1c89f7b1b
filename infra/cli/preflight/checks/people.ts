import { atStage } from '../../../../shared/at-stage.ts';
import { listenersOf, mendOf } from '../../alarm/listeners.ts';
import { type Facts, isLocal } from '../facts.ts';
import { error, type Line, line, ok, toDo, warning } from '../line.ts';

/** Who the settings say is to hear alarms; that one is heard is for `desk alarm test`. */
export function checkAlarms(facts: Facts): Line {
  return line(facts, ['Alarms', 'alarms'], facts.subscriptions, (subscriptions) => {
    const { named } = listenersOf(facts.stage.deployment, subscriptions);
    if (named.length === 0) return warning('alarms show in CloudWatch alone', 'set "alarmMail"');
    const missing = named.find(({ state }) => state === 'missing');
    if (missing) return error(`${missing.endpoint} is not subscribed`, mendOf(missing));
    const pending = named.find(({ state }) => state === 'pending');
    if (pending) return toDo(`${pending.endpoint} has not confirmed`, mendOf(pending));
    return ok(`subscribed: ${named.map(({ endpoint }) => endpoint).join(', ')}`);
  });
}

export function checkAgents(facts: Facts): Line {
  return line(facts, ['People', 'agents'], facts.agents, (agents) =>
    agents.length === 0
      ? toDo(
          'there are none: nobody is told of a ticket',
          `npm run desk -- agents import FILE${atStage(isLocal(facts) ? undefined : facts.stage.name)}`,
        )
      : ok(agents.join(', ')),
  );
}

/** SES sends nothing to an address that once bounced or complained, and says so to nobody. */
export function checkSuppressed(facts: Facts): Line {
  return line(facts, ['People', 'team addresses'], facts.suppressed, (suppressed) =>
    suppressed.length === 0
      ? ok('SES suppresses none')
      : error(
          `SES sends nothing to ${suppressed.map(({ address, reason }) => `${address} (${reason})`).join(', ')}`,
          suppressed
            .map(({ address }) => `aws sesv2 delete-suppressed-destination --email-address ${address}`)
            .join('; '),
        ),
  );
}
