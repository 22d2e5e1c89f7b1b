import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../shared/mail/commands.ts';

describe('commands on the first lines of a mail', () => {
  it.each([
    ['#note\nLooks like last week.', [{ name: 'note' }], 'Looks like last week.'],
    ['#close spam', [{ name: 'close', reason: 'spam' }], ''],
    ['#close\n\nAll done, bye.', [{ name: 'close', reason: undefined }], 'All done, bye.'],
    ['#priority 2', [{ name: 'priority', priority: 2, reason: undefined }], ''],
    ['#Priority P3 customer-unresponsive', [{ name: 'priority', priority: 3, reason: 'customer-unresponsive' }], ''],
    ['\n#assign me\n#note\n\nMine.', [{ name: 'assign', to: 'me' }, { name: 'note' }], 'Mine.'],
  ])('%j', (mail, commands, text) => {
    expect(readCommands(mail)).toMatchObject({ commands, unknown: [], text });
  });

  it('end where the answer begins', () => {
    const mail = 'Try this:\n#close the window';
    expect(readCommands(mail)).toMatchObject({ commands: [], unknown: [], text: mail });
  });

  it.each(['#clsoe', '#priority 7', '#priority', '#assign', '#note and more'])('unknown: %s', (line) => {
    expect(readCommands(`${line}\nText`)).toMatchObject({ commands: [], unknown: [line], text: 'Text' });
  });

  it('leave a heading or a hash tag alone', () => {
    for (const text of ['# Heading', '#1 is the door', '##']) expect(readCommands(text).text).toBe(text);
  });
});
