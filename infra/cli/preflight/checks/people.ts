import type { Facts } from '../facts.ts';
import { error, type Line, line, ok, toDo, warning } from '../line.ts';

export function checkAlarms(facts: Facts): Line {
  const { alarmMail } = facts.stage.deployment;
  return line(facts, ['Alarms', 'alarms'], facts.subscriptions, (subscriptions) => {
    if (alarmMail === undefined) return warning('alarms show in CloudWatch alone', 'set "alarmMail"');
    const found = subscriptions.find(({ endpoint }) => endpoint.toLowerCase() === alarmMail);
    if (found?.isConfirmed) return ok(`${alarmMail} hears them`);
    if (found)
      return toDo(`${alarmMail} has not confirmed`, 'click in the mail that SNS sent there; it is good for two days');
    return error(
      `${alarmMail} is not subscribed`,
      'subscribe it to the topic of the output AlarmTopic: aws sns subscribe --protocol email',
    );
  });
}

export function checkAgents(facts: Facts): Line {
  return line(facts, ['People', 'agents'], facts.agents, (agents) =>
    agents.length === 0
      ? toDo('there are none: nobody is told of a ticket', 'npm run desk -- agents import FILE')
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
