import { describe, expect, it } from 'vitest';
import { isAnswer } from '../../../../shared/mail/reply/answers.ts';

const mail = { references: [], subject: 'Printer' };

describe('a mail that answers another', () => {
  it('names it', () => {
    expect(isAnswer({ ...mail, inReplyTo: '<a@desk.example>' })).toBe(true);
    expect(isAnswer({ ...mail, references: ['<a@desk.example>'] })).toBe(true);
  });

  it.each([
    'Re: Printer',
    'RE : Imprimante',
    'AW: Drucker',
    'R: Stampante',
    'RIF: Stampante',
    'SV: Skrivare',
    'VS: Tulostin',
    'Odp: Drukarka',
    'RES: Impressora',
    'YNT: Yazıcı',
    'Re[2]: Printer',
    'RE(3): Printer',
    'Re^2: Printer',
    '[T-4F7K2M9Q] Re: Printer',
    '[EXTERNAL] [P1] AW: Drucker',
    '回复：打印机',
    '답장: 프린터',
  ])('says so in its subject: %s', (subject) => {
    expect(isAnswer({ ...mail, subject })).toBe(true);
  });

  it.each(['Printer', 'Repair: printer', 'Ref 12: printer', '[P1] Printer', 'FW: Printer', 'Restart', ''])(
    'is not one under the subject %j',
    (subject) => {
      expect(isAnswer({ ...mail, subject })).toBe(false);
    },
  );
});
