import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { placeholders } from '../../../infra/placeholders.ts';
import { parseSettings } from '../../../infra/settings.ts';
import { deskContext } from '../committed-settings.ts';
import { deskStage, synthesize, template } from './template.ts';

const escalation = deskContext().escalation as object;

/** Settings as an admin writes them who forgot none. */
const own = {
  mailDomain: 'help.rossi.it',
  supportAddress: 'support@help.rossi.it',
  login: { by: 'issuer', issuer: 'https://login.rossi.it/', audience: ['support-desk'] },
  escalation: { ...escalation, lead: ['lead@rossi.it'], manager: ['manager@rossi.it'] },
  alarmMail: 'operations@rossi.it',
};

const found = (changes: object) => placeholders(parseSettings(deskContext({ ...own, ...changes })));

const SENTENCE =
  'cdk.json: stage prod still has placeholders in supportAddress, escalation.lead.0, escalation.manager.0, mailDomain, ' +
  'alarmMail: put in your own before you deploy.';

describe('placeholders', () => {
  it('synthesize, and CloudFormation refuses them with a sentence before it makes anything', () => {
    const { Assertions } = template.toJSON().Rules.SettingsAreYours;
    expect(Assertions).toEqual([
      { Assert: { 'Fn::Equals': [expect.any(String), expect.any(String)] }, AssertDescription: SENTENCE },
    ]);
    const [left, right] = Assertions[0].Assert['Fn::Equals'];
    expect(left).not.toBe(right);
  });

  it('are said by the synthesis already', () => {
    Annotations.fromStack(deskStage({}).desk).hasWarning(
      '/SupportDesk-prod',
      Match.stringLikeRegexp('still has placeholders in'),
    );
  });

  it.each([
    [
      'mailDomain and supportAddress',
      { mailDomain: 'help.example.org', supportAddress: 'us@help.example.org' },
      ['supportAddress', 'mailDomain'],
    ],
    ['an issuer', { login: { by: 'issuer', issuer: 'https://example.com', audience: ['desk'] } }, ['login.issuer']],
    [
      'an issuer at a port',
      { login: { by: 'issuer', issuer: 'https://login.example.net:8443/', audience: ['desk'] } },
      ['login.issuer'],
    ],
    ['a link', { ticketUrl: 'https://desk.example/tickets/{id}' }, ['ticketUrl']],
    [
      'one contact of many',
      { escalation: { ...own.escalation, lead: ['a@rossi.it', 'b@example.com'] } },
      ['escalation.lead.1'],
    ],
  ])('are found in %s', (_where, changes, fields) => {
    expect(found(changes)).toEqual(fields);
  });

  it('are not seen in names that only look like one', () => {
    const likely = {
      deskName: 'Example Support',
      alarmMail: 'example.com@rossi.it',
      ticketUrl: 'https://example.company.it/{id}',
    };
    expect(found(likely)).toEqual([]);
  });
});

it('settings of one’s own deploy: no rule, no warning', () => {
  expect(synthesize(own).toJSON().Rules ?? {}).not.toHaveProperty('SettingsAreYours');
  Annotations.fromStack(deskStage(own).desk).hasNoWarning('*', Match.anyValue());
});
