import { describe, expect, it } from 'vitest';
import { readReportTags, reportTags } from '../../../shared/mail/report-tags.ts';

describe('the tags of a mail', () => {
  it.each([
    { ticketId: 'T-1', messageKey: 'A1', sentTo: { to: 'ASGYBCS7', as: 'requester' } },
    { ticketId: 'T-1', messageKey: 'A1', resent: 2, sentTo: { to: 'ASGYBCS7', as: 'copied' } },
  ] as const)('name the message, and which reader as what: %j', (about) => {
    expect(readReportTags(reportTags(about))).toEqual({ of: 'message', ...about });
  });

  it.each([
    { ticketId: 'T-1', to: 'ASGYBCS7' },
    { ticketId: 'T-1', to: 'ASGYBCS7', timer: 3 },
  ])('of one to the team name its reader and its level: %j', (about) => {
    expect(readReportTags(reportTags(about))).toEqual({ of: 'notice', ...about });
  });

  it('of one from before say what they can', () => {
    expect(readReportTags({ ticket: 'T-1', message: 'A1', purpose: 'answer', to: 'customer' })).toEqual({
      of: 'message',
      ticketId: 'T-1',
      messageKey: 'A1',
    });
    expect(readReportTags({ ticket: 'T-1', purpose: 'notice', to: 'agent' })).toBeUndefined();
    expect(readReportTags({ purpose: 'digest', to: 'agent' })).toBeUndefined();
  });
});
