import type { ReceivedMail } from '../../shared/mail/received-mail.ts';
import type { MemoryDesk } from './memory-desk.ts';

/** Puts a mail into the bucket and says of it what SES would. Without a To or Cc of its own it names whom the envelope names. */
export function arrives(desk: MemoryDesk, raw: string, change: Partial<ReceivedMail> = {}): ReceivedMail {
  const id = change.id ?? 'ses-1';
  const [header = ''] = raw.split('\n\n', 1);
  const to = (change.recipients ?? ['help@support.example']).join(', ');
  const sent = /^(?:to|cc):/im.test(header) ? raw : `To: ${to}\n${raw}`;
  desk.stored.set(`raw/${id}`, { content: Buffer.from(sent.replaceAll('\n', '\r\n')), contentType: 'message/rfc822' });
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
