import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, SingleValueWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRIC } from '../shared/names.ts';
import { deskMetric } from './desk-metric.ts';
import type { QueueWithDeadLetters } from './queue-with-dead-letters.ts';
import type { TicketChanges } from './ticket-changes.ts';
import type { Timers } from './timers.ts';

type Parts = Record<'intake' | 'timerEvents' | 'teamMail' | 'targets', QueueWithDeadLetters> & {
  feedback: QueueWithDeadLetters | undefined;
  timers: Timers;
  changes: TicketChanges;
};

/** Half of a row of 24. */
const HALF = 12;

/** One page for whoever looks in the morning: a row for each step of a request, from the mail that comes in to the contact who is told. */
export class Journey extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { intake, timerEvents, teamMail, targets, feedback, timers, changes }: Parts,
  ) {
    super(scope, id);
    const own = (...names: string[]) => names.map((name) => deskMetric(this, name));
    const age = ({ queue }: QueueWithDeadLetters) => queue.metricApproximateAgeOfOldestMessage({ statistic: 'max' });
    const queues = [intake, timerEvents, teamMail, targets, ...(feedback ? [feedback] : [])];
    const dead = [...queues, timers, changes].map(({ deadLetters }) =>
      deadLetters.metricApproximateNumberOfMessagesVisible({ statistic: 'max' }),
    );
    new Dashboard(this, 'Board', {
      defaultInterval: Duration.days(1),
      widgets: [
        row('Mail comes in', [
          graph(
            'Taken in, held, unreadable',
            own(
              METRIC.ticketOpened,
              METRIC.quarantined,
              METRIC.unreadableMail,
              METRIC.duplicate,
              METRIC.ownMail,
              METRIC.lateArrival,
              METRIC.canaryArrived,
            ),
          ),
          graph('Tries that failed, and seconds that mails wait', own(METRIC.intakeFailed), [age(intake)]),
        ]),
        row('It is read, and its clock runs', [
          graph('Read only in part', own(METRIC.readingCutShort, METRIC.brokenRule, METRIC.unreadableItem)),
          graph('Deadlines without holidays', own(METRIC.holidaysUnknown)),
        ]),
        row('It is answered', [
          graph('First answers, and answers that SES refused', own(METRIC.firstResponse, METRIC.answerNotSent)),
          graph(
            'Customers of a P1 who do not answer, soft bounces, and sweeps while SES stops us or the day’s mails run out',
            own(METRIC.unresponsive, METRIC.softBounce, METRIC.sendingPaused, METRIC.sendQuotaNear),
          ),
        ]),
        row('Or it escalates', [
          graph(
            'Escalations, by the sweep, to nobody on duty, that came back',
            own(METRIC.escalation, METRIC.sweepDone, METRIC.swept, METRIC.nobodyOnDuty, METRIC.noticeBounced),
          ),
          graph('Tries that failed, and seconds that timers wait', own(METRIC.timerFailed), [age(timerEvents)]),
        ]),
        row('What waits for a human', [
          new SingleValueWidget({ title: 'Dead letters', width: HALF, metrics: dead }),
          graph(
            'Notices, targets and reports of SES that failed, and seconds that they wait',
            own(METRIC.teamMailFailed, METRIC.targetFailed, METRIC.targetFailing, METRIC.feedbackFailed),
            [teamMail, targets, ...(feedback ? [feedback] : [])].map(age),
          ),
          graph('Milliseconds that changes of tickets wait for other systems to hear', [
            changes.worker.metric('IteratorAge', { statistic: 'max' }),
          ]),
        ]),
      ],
    });
  }
}

function row(title: string, widgets: (GraphWidget | SingleValueWidget)[]) {
  return [[new TextWidget({ markdown: `## ${title}`, width: 2 * HALF, height: 1 })], widgets].flat();
}

function graph(title: string, left: IMetric[], right: IMetric[] = []): GraphWidget {
  return new GraphWidget({ title, width: HALF, left, right });
}
