import type { ReceivedMail } from '../../shared/mail/received-mail.ts';
import type { MemoryDesk } from './memory-desk.ts';

/** Puts a mail into the bucket and says of it what SES would. */
export function arrives(desk: MemoryDesk, raw: string, change: Partial<ReceivedMail> = {}): ReceivedMail {
  const id = change.id ?? 'ses-1';
  desk.stored.set(`raw/${id}`, { content: Buffer.from(raw.replaceAll('\n', '\r\n')), contentType: 'message/rfc822' });
  return {
    id,
    receivedAt: desk.now().toISOString(),
    raw: `raw/${id}`,
    envelopeFrom: 'anna@rossi.example',
    recipients: ['help@support.example'],
    authenticated: true,
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' },
    header: {},
    ...change,
  };
}
