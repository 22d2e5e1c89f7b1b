import { describe, expect, it } from 'vitest';
import { judge, type Verdicts } from '../../../shared/mail/verdicts.ts';

/** The verdicts on an honest mail, save what a case is about. */
const verdicts = (change: Partial<Verdicts> = {}): Verdicts => ({
  spam: 'PASS',
  virus: 'PASS',
  spf: 'PASS',
  dkim: 'PASS',
  dmarc: 'PASS',
  ...change,
});

describe('the verdicts on a mail', () => {
  it('let an honest mail pass without a word', () => {
    expect(judge(verdicts())).toEqual({ authenticated: true, warnings: [] });
  });

  it.each<[string, Partial<Verdicts>, 'virus' | 'spam' | undefined]>([
    ['a virus', { virus: 'FAIL' }, 'virus'],
    ['spam', { spam: 'FAIL' }, 'spam'],
    ['a virus in spam', { virus: 'FAIL', spam: 'FAIL' }, 'virus'],
    ['what may be spam', { spam: 'GRAY' }, undefined],
    ['what could not be scanned', { virus: 'PROCESSING_FAILED', spam: 'PROCESSING_FAILED' }, undefined],
    ['a forged sender', { spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL', dmarcPolicy: 'reject' }, undefined],
  ])('%s', (_, change, quarantine) => {
    expect(judge(verdicts(change)).quarantine).toBe(quarantine);
  });

  it.each<[Verdicts['dmarc'], string[]]>([
    ['GRAY', []],
    ['UNKNOWN', []],
    ['DISABLED', []],
    ['FAIL', ['its From is not proved: DMARC failed']],
    ['PROCESSING_FAILED', ['its sender could not be checked (DMARC)']],
  ])('prove no sender by SPF and DKIM alone when DMARC is %s', (dmarc, warnings) => {
    expect(judge(verdicts({ dmarc }))).toEqual({ authenticated: false, warnings });
  });

  it('tell what the domain of a forged sender asks for', () => {
    const { warnings } = judge(verdicts({ dmarc: 'FAIL', dmarcPolicy: 'reject' }));
    expect(warnings).toEqual([
      'its From is not proved: DMARC failed, and the domain of its From asks to reject such mail',
    ]);
  });

  it('warn of a mail that was not scanned, unless the admin switched scanning off', () => {
    const warning = 'it could not be scanned for viruses: open its attachments with care';
    const warned = (virus: Verdicts['virus']) => judge(verdicts({ virus })).warnings;
    expect([warned('PROCESSING_FAILED'), warned('GRAY'), warned('UNKNOWN')]).toEqual([[warning], [warning], [warning]]);
    expect(warned('DISABLED')).toEqual([]);
  });

  it('a check that could not be made does not undo a DMARC pass', () => {
    expect(judge(verdicts({ spf: 'PROCESSING_FAILED' }))).toEqual({ authenticated: true, warnings: [] });
  });
});
