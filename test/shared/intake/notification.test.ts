import { describe, expect, it } from 'vitest';
import { readNotification } from '../../../shared/intake/notification.ts';

/** A message of the intake queue about a mail with these parts of a receipt. */
function notice(receipt: Record<string, unknown>, mail: Record<string, unknown> = {}): string {
  const Message = JSON.stringify({
    notificationType: 'Received',
    receipt: {
      timestamp: '2026-11-30T08:00:00.123Z',
      recipients: ['help@support.example'],
      action: { type: 'S3', topicArn: 'arn', bucketName: 'mail', objectKey: 'raw/ses-1' },
      ...receipt,
    },
    mail: { messageId: 'ses-1', source: 'anna@rossi.example', ...mail },
  });
  return JSON.stringify({ Type: 'Notification', Message });
}

const readReceived = (body: string) => readNotification(body)?.received;

const is = (status: string) => ({ status });

describe('a notification of SES', () => {
  it('gives all its verdicts, each for itself', () => {
    const received = readReceived(
      notice({
        spamVerdict: is('GRAY'),
        virusVerdict: is('PASS'),
        spfVerdict: is('PROCESSING_FAILED'),
        dkimVerdict: is('DISABLED'),
        dmarcVerdict: is('FAIL'),
        dmarcPolicy: 'REJECT',
      }),
    );
    expect(received?.verdicts).toEqual({
      spam: 'GRAY',
      virus: 'PASS',
      spf: 'PROCESSING_FAILED',
      dkim: 'DISABLED',
      dmarc: 'FAIL',
      dmarcPolicy: 'reject',
    });
  });

  it('may lack verdicts, or use words that we do not know: the mail counts, and proves nothing', () => {
    const received = readReceived(notice({ dmarcVerdict: is('SPLENDID'), virusVerdict: null }));
    expect(received).toMatchObject({
      id: 'ses-1',
      authenticated: false,
      verdicts: { spam: 'UNKNOWN', virus: 'UNKNOWN', spf: 'UNKNOWN', dkim: 'UNKNOWN', dmarc: 'UNKNOWN' },
    });
  });

  it.each(['FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'])(
    'authenticates nobody by a DMARC verdict of %s',
    (status) => {
      const passes = { spfVerdict: is('PASS'), dkimVerdict: is('PASS') };
      expect(readReceived(notice({ ...passes, dmarcVerdict: is(status) }))?.authenticated).toBe(false);
    },
  );

  it('authenticates by a DMARC pass', () => {
    expect(readReceived(notice({ dmarcVerdict: is('PASS') }))?.authenticated).toBe(true);
  });

  it.each([['<>'], [''], [null]])('has no envelope sender when its source is %j', (source) => {
    expect(readReceived(notice({}, { source }))?.envelopeFrom).toBe('');
  });

  it('is not about a mail when SES only tries the bucket', () => {
    const action = { type: 'S3', objectKey: 'raw/AMAZON_SES_SETUP_NOTIFICATION' };
    expect(readReceived(notice({ action }))).toBeUndefined();
  });
});
