import { type Facts, isKept, type ReceivingFacts } from '../facts.ts';
import { error, type Judgement, type Line, line, ok, toDo, warning } from '../line.ts';

/** The states of a stack that is there and settled. */
const SETTLED = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];

export function checkStacks(facts: ReceivingFacts): Line {
  const { deskId } = facts.stage.deployment;
  const desk = `${deskId}-${facts.stage.name}`;
  return line(facts, ['Deploy', 'stacks'], facts.stacks, (stacks) => {
    const states = { [`${desk}-State`]: stacks.state, [desk]: stacks.desk };
    const wrong = Object.entries(states).filter(([, state]) => state === undefined || !SETTLED.includes(state));
    if (wrong.length === 0) return ok(`${desk} is ${stacks.desk}`);
    const says = wrong.map(([name, state]) => `${name} is ${state ?? 'not there'}`).join(', ');
    const known = wrong.flatMap(([, state]) => state ?? []);
    if (known.some((state) => state.endsWith('_FAILED')))
      return error(says, 'docs/runbook.md, A first deploy that failed: what failed first is why');
    if (known.some((state) => state.endsWith('_IN_PROGRESS'))) return warning(says, 'wait until the deploy is done');
    // The update was taken back, and the stack works as before.
    if (known.includes('UPDATE_ROLLBACK_COMPLETE')) return warning(says, 'mend what failed, and deploy again');
    return toDo(says, `npx cdk deploy ${desk}`);
  });
}

/** Whether SES has the domain as the settings say: CloudFormation can make no identity that is there already. */
export function checkIdentity(facts: Facts): Line {
  const { mailDomain, sendingIdentity } = facts.stage.deployment;
  const isOurs = isKept(facts);
  return line(facts, ['Deploy', 'identity'], facts.identity, (identity) => {
    if (identity && sendingIdentity === 'create' && !isOurs)
      return error(`SES has ${mailDomain} already: the deploy would fail`, 'set "sendingIdentity": "existing"');
    if (identity) return ok(`SES knows ${mailDomain}`);
    if (sendingIdentity === 'existing')
      return error(`SES has no identity ${mailDomain}`, 'set "sendingIdentity": "create"');
    if (!isOurs) return toDo(`SES has no identity ${mailDomain} yet`, 'the deploy makes it');
    return error(`SES has no identity ${mailDomain}`, `aws sesv2 create-email-identity --email-identity ${mailDomain}`);
  });
}

/** API Gateway compares the same when it makes the authorizer: a slash more, and the deploy fails or every token is refused. */
export function checkIssuer(facts: Facts): Line {
  const { login } = facts.stage.deployment;
  return line(facts, ['Deploy', 'login'], facts.issuer, (issuer): Judgement => {
    if (login.by !== 'issuer') return ok('agents log in by the desk’s own pool');
    if (issuer === login.issuer) return ok(`${login.issuer} calls itself so`);
    return error(
      `${login.issuer} calls itself ${issuer ?? 'nothing'}`,
      issuer === undefined
        ? 'set login.issuer to an OpenID Connect provider'
        : `set login.issuer to ${issuer}, as it is`,
    );
  });
}

export function checkTables(facts: Facts): Line {
  const { keep } = facts.stage.deployment;
  return line(facts, ['Protect the tables', 'tables'], facts.tables, (tables) => {
    const open = tables.filter(({ isProtected }) => !isProtected).map(({ name }) => name);
    if (open.length === 0) return ok('nobody can delete them');
    if (!keep) return ok('they may go with their stage');
    return toDo(
      `not protected from being deleted: ${open.join(', ')}`,
      open.map((name) => `aws dynamodb update-table --table-name ${name} --deletion-protection-enabled`).join('; '),
    );
  });
}

/**
 * Whether the desk reads the stream of the table that it works on: that of a restored one it has from the setting alone, and without it nothing is
 * told outside, and search and reports stand still.
 */
export function checkStream(facts: Facts): Line {
  const { deskId, restored } = facts.stage.deployment;
  const deploy = `npx cdk deploy ${deskId}-${facts.stage.name}`;
  return line(facts, ['Deploy', 'stream'], facts.stream, ({ table, arn }): Judgement => {
    if (arn === undefined) return error(`${table} has no stream: ${UNTOLD}`, `${switchOn(table)}; then ask again`);
    if (restored.tickets === undefined) return ok(`that of ${table} is on`);
    if (restored.tickets !== table)
      return warning(`the desk works on ${table}, not on ${restored.tickets} yet`, deploy);
    if (restored.ticketStream === arn) return ok(`the desk reads that of the restored ${table}`);
    const says = restored.ticketStream === undefined ? 'no stream' : 'a stream that is not its own';
    return error(
      `the setting restored names ${table} and ${says}: ${UNTOLD}`,
      `set "ticketStream": "${arn}" in restored; then ${deploy}`,
    );
  });
}

const UNTOLD = 'search, reports, chats and other systems hear of no change';

const switchOn = (table: string) =>
  `aws dynamodb update-table --table-name ${table} --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES`;
