import { activation } from '../../../activation/activation.ts';
import { sendsCanary } from '../../../settings.ts';
import { inboundServer } from '../../dns/records.ts';
import { type Facts, isDeployed, type Receipt, type ReceiptRule, type ReceivingFacts } from '../facts.ts';
import { error, type Judgement, type Line, line, ok, toDo, warning } from '../line.ts';

const activate = (name: string) => `aws ses set-active-receipt-rule-set --rule-set-name ${name}`;

/** Whether the desk's rule is, or will be, in the set that is active. */
export function checkRuleSet(facts: ReceivingFacts): Line {
  return line(facts, ['Deploy', 'rule set'], facts.receipt, (receipt) => {
    const { existing } = facts.stage.deployment.ruleSet;
    return existing === undefined ? judgeOwn(facts, receipt) : judgeJoined(facts, receipt, existing);
  });
}

function judgeOwn(facts: ReceivingFacts, { active }: Receipt): Judgement {
  const { displace, activate: byDeploy } = facts.stage.deployment.ruleSet;
  const ours = isDeployed(facts) && 'is' in facts.stacks ? facts.stacks.is.outputs.RuleSet : undefined;
  const answer = activation({ request: 'Create', active: active?.name, ours: ours ?? '', displace });
  if (ours === undefined) {
    if (!byDeploy) return ok(`you activate the desk’s yourself; now ${active?.name ?? 'none'} is active`);
    if (answer.do === 'refuse') return error(answer.why, 'either of the two');
    return ok(
      active ? `the deploy takes the place of ${active.name}` : 'none is active: the deploy activates the desk’s',
    );
  }
  if (answer.do === 'nothing') return ok(`the desk’s, ${ours}, is active`);
  if (answer.do === 'refuse') return error(answer.why, `either of the two, or ${activate(ours)}`);
  return error(`${active?.name ?? 'none'} is active: the desk’s, ${ours}, is not`, activate(ours));
}

function judgeJoined(facts: ReceivingFacts, { active, existing: rules }: Receipt, name: string): Judgement {
  const { after } = facts.stage.deployment.ruleSet;
  if (rules === undefined) return error(`there is no rule set ${name}`, 'name one that is there in ruleSet.existing');
  if (after !== undefined && !rules.some((rule) => rule.name === after))
    return error(
      `rule set ${name} has no rule ${after}`,
      `ruleSet.after: one of ${rules.map((rule) => rule.name).join(', ')}`,
    );
  if (active?.name !== name) return error(`${active?.name ?? 'none'} is active: ${name} is not`, activate(name));
  return ok(`${name} is active`);
}

/** Whether mail comes as far as the desk's rule: a rule before it may end the walk. */
export function checkRule(facts: ReceivingFacts): Line {
  const { supportAddress, ruleSet } = facts.stage.deployment;
  return line(facts, ['Deploy', 'rule'], facts.receipt, ({ active, existing }) => {
    const isThere = isDeployed(facts);
    if (!isThere && ruleSet.existing === undefined)
      return toDo('there is no rule of the desk yet', 'the deploy makes it');
    const rules = (ruleSet.existing === undefined ? active?.rules : existing) ?? [];
    const place = rules.findIndex(({ recipients }) => recipients.includes(supportAddress));
    const own = isThere ? rules[place] : undefined;
    if (isThere && !own) return error(`no rule is for ${supportAddress}`, 'mend the rule set; then deploy again');
    const before = own ? rules.slice(0, place) : joinsAfter(rules, ruleSet);
    const stop = before.find((rule) => rule.isEnabled && rule.stops && isFor(rule, supportAddress));
    if (stop) {
      const says = `rule ${stop.name} stops mail for ${supportAddress} before the desk’s`;
      return error(says, 'take ruleSet.after away: the desk’s rule is then the first');
    }
    if (own && !own.isEnabled) return error(`rule ${own.name} is switched off`, 'switch it on in the console of SES');
    return ok(own ? `${own.name} takes mail for ${supportAddress}` : 'nothing stops mail before the desk’s');
  });
}

/** Of a set that ours is to join, the rules that will stand before it. */
function joinsAfter(
  rules: readonly ReceiptRule[],
  { existing, after }: ReceivingFacts['stage']['deployment']['ruleSet'],
): readonly ReceiptRule[] {
  if (existing === undefined || after === undefined) return [];
  return rules.slice(0, rules.findIndex(({ name }) => name === after) + 1);
}

/** A recipient of a rule is an address, a domain, or with a dot before it all domains below (Creating receipt rules, Amazon SES Developer Guide). */
function isFor({ recipients }: ReceiptRule, address: string): boolean {
  const domain = address.slice(address.indexOf('@') + 1);
  return (
    recipients.length === 0 ||
    recipients.some((each) => each === address || each === domain || (each.startsWith('.') && domain.endsWith(each)))
  );
}

function ownServer({ stage }: ReceivingFacts): string {
  return inboundServer(stage.deployment.region);
}

/** Last of all: from then on customers' mail comes here, or is lost. */
export function checkMx(facts: ReceivingFacts): Line {
  const { mailDomain } = facts.stage.deployment;
  const ours = ownServer(facts);
  return line(facts, ['MX', 'MX'], facts.mx, (servers) => {
    const others = servers.filter((server) => server !== ours);
    if (!servers.includes(ours)) {
      const says =
        others.length === 0 ? `${mailDomain} has none` : `mail to ${mailDomain} goes to ${others.join(', ')}`;
      return toDo(says, `when nothing else is red: ${mailDomain} MX 10 ${ours}`);
    }
    if (others.length > 0)
      return error(`mail to ${mailDomain} also goes to ${others.join(', ')}`, `leave ${ours} alone there`);
    if (!isDeployed(facts))
      return error(`mail to ${mailDomain} comes here, where no desk is`, 'lead it back until the desk is deployed');
    return ok(`mail to ${mailDomain} comes here`);
  });
}

/** Three sweeps send a canary in so many minutes. */
const MOST_CANARY_MINUTES = 15;

/** Whether mail comes through now, as far as a mail of the desk's own says: where none is led here yet, or none is sent, that there is none says nothing. */
export function checkCanary(facts: Facts): Line {
  const { mx, stage } = facts;
  return line(facts, ['MX', 'canary'], facts.canary, (minutes) => {
    if (!sendsCanary(stage.deployment))
      return { verdict: 'not here', says: 'none is sent: not live, or "canaryMinutes" is 0' };
    if ('is' in mx && !mx.is.includes(ownServer(facts)))
      return { verdict: 'not here', says: 'none arrives before the MX record leads here' };
    const mend = 'docs/runbook.md, The canary is lost; in the first ten minutes after a deploy, ask again';
    if (minutes === undefined) return error('none has arrived', mend);
    if (minutes > MOST_CANARY_MINUTES) return error(`the last arrived ${minutes} minutes ago`, mend);
    return ok(`the last arrived ${minutes} minutes ago`);
  });
}

/** Once mail comes, somebody must hear of alarms. */
export function checkLive(facts: ReceivingFacts): Line {
  const { live } = facts.stage.deployment;
  return line(facts, ['Live', 'live'], facts.mx, (servers) => {
    if (live) return ok('alarms speak');
    const mend = 'set "live": true and deploy, before the MX record';
    const comes = servers.includes(ownServer(facts));
    return comes ? error('mail comes, and alarms tell nobody', mend) : warning('alarms tell nobody yet', mend);
  });
}
