import { checkIdentity, checkIssuer, checkStacks, checkStream, checkTables } from './checks/deploy.ts';
import { checkAgents, checkAlarms, checkSuppressed } from './checks/people.ts';
import { checkCanary, checkLive, checkMx, checkRule, checkRuleSet } from './checks/receiving.ts';
import { checkDkim, checkDmarc, checkMailFrom, checkProduction, checkQuota, checkSending } from './checks/sending.ts';
import { checkPlaceholders, checkRegion } from './checks/settings.ts';
import type { Facts, ReceivingFacts } from './facts.ts';
import type { Line } from './line.ts';

/** What stands between a stage and its first customer, in the order in which README.md, *Deploy*, does it. */
export function judge(facts: Facts): Line[] {
  return [
    checkPlaceholders(facts),
    checkRegion(facts),
    checkStacks(facts),
    checkIdentity(facts),
    checkIssuer(facts),
    checkRuleSet(facts),
    checkRule(facts),
    checkStream(facts),
    checkTables(facts),
    checkDkim(facts),
    checkMailFrom(facts),
    checkDmarc(facts),
    checkAlarms(facts),
    checkProduction(facts),
    checkSending(facts),
    checkQuota(facts),
    checkAgents(facts),
    checkSuppressed(facts),
    checkLive(facts),
    checkMx(facts),
    checkCanary(facts),
  ];
}

/** Whether a customer's mail comes as far as the desk. */
export function judgeReceiving(facts: ReceivingFacts): Line[] {
  return [checkRegion(facts), checkStacks(facts), checkRuleSet(facts), checkRule(facts), checkMx(facts)];
}
