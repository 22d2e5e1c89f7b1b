import { SesRefusal } from '../../infra/local/ses/refusal.ts';

/** A receipt rule as far as anybody asks for it. */
type Rule = { name: string; enabled?: boolean; recipients?: string[]; stops?: boolean };

/** The receipt rule sets of an account in a Region, by name, and the one that is active. */
export type ReceiptRules = { sets: Map<string, Rule[]>; active: string | undefined };

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

/**
 * SES's query API for receipt rule sets, as its reference documents it (DescribeActiveReceiptRuleSet, DescribeReceiptRuleSet,
 * SetActiveReceiptRuleSet, Amazon SES API Reference): the active one is not deleted, one that is not there not activated, and without a name none is.
 */
export function answerReceiptRules(account: ReceiptRules, form: URLSearchParams): Response {
  const name = form.get('RuleSetName') ?? undefined;
  const action = form.get('Action') ?? '';
  if (name !== undefined && !account.sets.has(name))
    return new SesRefusal('RuleSetDoesNotExist', `Rule set does not exist: ${name}`).toResponse();
  switch (action) {
    case 'DescribeActiveReceiptRuleSet':
      return result(action, account.active === undefined ? '' : describe(account, account.active));
    case 'DescribeReceiptRuleSet':
      return result(action, describe(account, name ?? ''));
    case 'SetActiveReceiptRuleSet':
      account.active = name;
      return result(action, '');
    default:
      return new SesRefusal('InvalidAction', `Could not find operation ${action}`).toResponse();
  }
}

function describe({ sets }: ReceiptRules, name: string): string {
  const rules = (sets.get(name) ?? []).map(
    ({ name, enabled = true, recipients = [], stops }) =>
      `<member><Name>${name}</Name><Enabled>${enabled}</Enabled><ScanEnabled>true</ScanEnabled><TlsPolicy>Optional</TlsPolicy>` +
      `<Recipients>${recipients.map((each) => `<member>${each}</member>`).join('')}</Recipients>` +
      `<Actions>${stops ? '<member><StopAction><Scope>RuleSet</Scope></StopAction></member>' : ''}</Actions></member>`,
  );
  return `<Metadata><Name>${name}</Name><CreatedTimestamp>2026-11-30T08:00:00.000Z</CreatedTimestamp></Metadata><Rules>${rules.join('')}</Rules>`;
}

function result(action: string, inner: string): Response {
  return new Response(
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${inner}</${action}Result>` +
      `<ResponseMetadata><RequestId>${crypto.randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
    { headers: { 'content-type': 'text/xml' } },
  );
}
