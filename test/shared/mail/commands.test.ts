import { describe, expect, it } from 'vitest';
import { isMisplacedProblem, misplacedProblem, readCommands } from '../../../shared/mail/commands.ts';
import { visibleReply } from '../../../shared/mail/reply-text.ts';

describe('commands on the first and last lines of a mail', () => {
  it.each([
    ['#note\nLooks like last week.', [{ name: 'note' }], 'Looks like last week.'],
    ['#close spam', [{ name: 'close', reason: 'spam' }], ''],
    ['#close\n\nAll done, bye.', [{ name: 'close', reason: undefined }], 'All done, bye.'],
    ['#priority 2', [{ name: 'priority', priority: 2, reason: undefined }], ''],
    ['#Priority P3 customer-unresponsive', [{ name: 'priority', priority: 3, reason: 'customer-unresponsive' }], ''],
    ['#phoned\nUse till 2.', [{ name: 'phoned' }], 'Use till 2.'],
    ['#requester Bea@Rossi.example', [{ name: 'requester', address: 'bea@rossi.example' }], ''],
    ['#requester <bea@rossi.example>', [{ name: 'requester', address: 'bea@rossi.example' }], ''],
    [
      '#requester bea@rossi.example <mailto:bea@rossi.example>',
      [{ name: 'requester', address: 'bea@rossi.example' }],
      '',
    ],
    ['#customer Bianchi', [{ name: 'customer', id: 'bianchi' }], ''],
    ['#customer none', [{ name: 'customer', id: null }], ''],
    ['#plan Premium', [{ name: 'plan', plan: 'premium' }], ''],
    ['\n#assign me\n#note\n\nMine.', [{ name: 'assign', to: 'me' }, { name: 'note' }], 'Mine.'],
  ])('%j', (mail, commands, text) => {
    expect(readCommands(mail)).toMatchObject({ commands, unknown: [], text });
  });

  it('end where the answer begins, and begin again where it ends', () => {
    const mail = '#assign me\n\nTry this:\n# off\n#1 on\n\n#Close\n';
    expect(readCommands(mail)).toEqual({
      commands: [
        { name: 'assign', to: 'me' },
        { name: 'close', reason: undefined },
      ],
      unknown: [],
      misplaced: [],
      lines: ['#assign me', '#Close'],
      text: 'Try this:\n# off\n#1 on',
    });
  });

  it.each([
    '#close',
    '#close spam',
    '#priority 2 customer-unresponsive',
    '#note',
    '*#withdraw*',
    '\u200B#assign me',
    '＃close',
  ])('on the last line is one, and no text: %j', (line) => {
    expect(readCommands(`It works.\n${line}`)).toMatchObject({ commands: [{}], unknown: [], text: 'It works.' });
    expect(readCommands(`It works.\n\n${line}\n\n`)).toMatchObject({ commands: [{}], text: 'It works.' });
  });

  it.each([
    '#plan gold',
    '#requester Bea',
    '#requester',
    '#customer',
    '#customer a b',
    '#phoned at noon',
    '#plan: basic',
  ])('unknown, with what it lacks or has too much of: %s', (line) => {
    expect(readCommands(line)).toMatchObject({ commands: [], unknown: [line], text: '' });
  });

  it.each(['#clsoe', '#note: internal', '# close', '#close.', '#priority 9'])(
    'unknown on the last line: %s',
    (line) => {
      expect(readCommands(`It works.\n${line}`)).toMatchObject({ commands: [], unknown: [line], text: 'It works.' });
    },
  );

  it.each(['#close', '#note for us', '#priority 2', '#Withdraw', '#note: internal', '**#close**'])(
    'in the middle is misplaced: %s',
    (line) => {
      const mail = `It works.\n${line}\nBye, Ada`;
      const read = readCommands(mail);
      expect(read).toMatchObject({ commands: [], unknown: [], lines: [], text: mail });
      expect(read.misplaced).toEqual([line.replaceAll('*', '')]);
      expect(read.misplaced.map(misplacedProblem).every(isMisplacedProblem)).toBe(true);
    },
  );

  it.each([
    'Fixed. #close',
    'Fixed.  #close.',
    'Fixed.#close',
    'Fixed! #Close',
    'All done now #close',
    'Done – #close spam',
    'Done - #withdraw',
    'Hi Anna, #note this is for us only',
    'Angry customer: #note',
    'We do it #priority 1',
    'Sistemato. #close',
    'Ci penso io. #assign me',
    'Erledigt. #close',
    'Résolu 👍 #close',
    'Listo. *#close*',
    'Fixed. (#close)',
    'Fixed. ＃close',
    'Which version do you have? #ask',
    'Luca #note',
  ])('behind words holds the mail back, first, last or between: %s', (line) => {
    for (const mail of [line, `${line}\nBye`, `Hello\n\n${line}`, `Hello\n${line}\nBye`])
      expect(readCommands(mail)).toMatchObject({ commands: [], misplaced: [line] });
  });

  it.each([
    'ticket #close to the door',
    'the ticket #close',
    'see #close',
    '#1 in sales',
    'We are #1 in sales.',
    'issue #42',
    'Fixed in issue #42.',
    'Merged. #42',
    '#include <stdio.h>',
    'First line: #include <note.h>',
    '#define NOTE 1',
    '#TeamSupport',
    '#support #acme',
    '# Note on the update',
    '## Close the door',
    '# Ask your dealer',
    'Great. #closed',
    'Great. #teamwork',
    'Enjoy! #notebook',
    'https://x.example/page#close',
    'https://x.example/#note',
    'Look: https://x.example/#note.html',
    'C# close to Java',
    'Row #: close',
    'The color is #a5c105',
  ])('is the agent’s own: %s', (line) => {
    const middle = `Hello\n${line}\nBye`;
    expect(readCommands(middle)).toMatchObject({ commands: [], unknown: [], misplaced: [], text: middle });
    for (const mail of [line, `Hello\n\n${line}`])
      expect(readCommands(mail)).toMatchObject({ commands: [], unknown: [], misplaced: [], text: mail });
  });

  it.each([
    '#  note',
    '#   close',
    '#\t\tnote',
    '#\u00A0\u00A0note',
    '#\u2003note',
    '#️⃣note',
    '# note for us only',
    '#  priority 2',
  ])('with blanks behind its sign holds the mail back: %j', (line) => {
    for (const mail of [`${line}\nSecret`, `Secret\n\n${line}`])
      expect(readCommands(mail)).toMatchObject({ commands: [], unknown: [expect.any(String)], text: 'Secret' });
  });

  it.each(['#  note', '#   close.', '#\t\tnote'])('with many of them does so between other lines: %j', (line) => {
    expect(readCommands(`Hi,\n${line}\nSecret`)).toMatchObject({ commands: [], misplaced: [expect.any(String)] });
  });

  it('is told with its line and the mend', () => {
    expect(misplacedProblem('Fixed. #close')).toBe(
      'a command in the middle of the text: Fixed. #close – Put it on a line of its own, first or last in the mail (first where a message of the ticket has it, too, or you answer from your own inbox), and send it again',
    );
    const paragraph = misplacedProblem(`${'So it goes. '.repeat(100)}#close ${'and on '.repeat(100)}`);
    expect(paragraph).toContain('So it goes. #close and on');
    expect(paragraph.length).toBeLessThan(360);
  });

  it.each([
    '#include <stdio.h>',
    '# note',
    '#closed loop',
    '#1 is the door',
    'see #close',
    '#notes',
    '#note-book',
    '## Note',
    '- #1',
    'ask (#note)',
  ])('in the middle is not: %s', (line) => {
    expect(readCommands(`Look:\n${line}\nBye`)).toMatchObject({ misplaced: [], text: `Look:\n${line}\nBye` });
  });

  it.each([
    '- #note',
    '-#note',
    '– #note',
    '• #note',
    '· #close',
    '* #note',
    '1. #note',
    '2) #close done',
    '/#note/',
    '`#note`',
    '|#note|',
    '~#note~',
    '> #note',
    '>> #note',
    '"#note"',
    '“#note”',
    '„#note“',
    '«#note»',
    '(#note)',
    '[#note]',
    '{#ask}',
    '\\#note',
    '##note',
    '#note#',
    '#note…',
    '#note/',
    '.#note',
    '→ #withdraw',
    '#note<https://x.example/#note>',
    '[#note](https://x.example)',
    '- #priority 2 impact',
    '＃＃ｎｏｔｅ',
  ])('among signs holds the mail back, wherever it stands: %s', (line) => {
    expect(readCommands(`${line}\nIt works.`)).toMatchObject({
      commands: [],
      unknown: [expect.any(String)],
      text: 'It works.',
    });
    expect(readCommands(`It works.\n\n${line}\n`)).toMatchObject({
      commands: [],
      unknown: [expect.any(String)],
      text: 'It works.',
    });
    expect(readCommands(`It works.\n${line}\nBye`)).toMatchObject({
      commands: [],
      unknown: [],
      misplaced: [expect.any(String)],
    });
  });

  it.each([
    '@note',
    '/note',
    '!note',
    '!Close',
    '\\ask',
    '//note',
    '/note for us only',
    '@note: never mind',
    '/close spam',
    '!priority 2',
    '@priority 2',
    '@assign me',
    '／note',
    '＠note',
    '*/note*',
    '`!note`',
    '♯note',
    '@withdraw.',
  ])('with the sign of another program is no text: %s', (line) => {
    for (const mail of [`${line}\nIt works.`, `It works.\n\n${line}\n`])
      expect(readCommands(mail)).toMatchObject({ commands: [], unknown: [expect.any(String)], text: 'It works.' });
  });

  it.each([
    '@Close, can you look?',
    '@ask Bruno about it',
    '/etc/hosts is right now',
    '/notes/2026 has it',
    '!important',
    '@anna',
    '/closed/',
    'note',
    '! note the door',
  ])('is no command: %s', (line) => {
    expect(readCommands(`It works.\n${line}`)).toMatchObject({ unknown: [], text: `It works.\n${line}` });
  });

  it('of letters that only look like those of a command is unknown', () => {
    expect(readCommands('Secret\n#not\u0435')).toMatchObject({ commands: [], unknown: ['#not\u0435'], text: 'Secret' });
  });

  it.each([
    '#clsoe',
    '#CloseTicket',
    '#NoteForUs',
    '#ask #note',
    '#team #note',
    '#internal',
    '#INTERNAL',
    '#priority 7',
    '#priority',
    '#assign',
    '#note and more',
  ])('unknown: %s', (line) => {
    expect(readCommands(`${line}\nText`)).toMatchObject({ commands: [], unknown: [line], text: 'Text' });
  });

  it('leave a heading or a hash tag alone', () => {
    for (const text of ['# Heading', '#1 is the door', '##']) expect(readCommands(text).text).toBe(text);
  });
});

describe('a command with a slip below a signature', () => {
  const below = (line: string) => readCommands(visibleReply(`It works.\n\n-- \nAda Rossi\nSupport\n\n${line}`).text);

  it.each([
    '#nte',
    '#closee',
    '#clsoe',
    '#note',
    '#notee',
    '#asign me',
    '#prioritty 2',
    '#withdrw',
    '#note.',
    '#aks',
    '/note',
    '@note',
  ])('is heard of: %s', (line) => {
    const { commands, unknown, text } = below(line);
    expect(commands.length + unknown.length).toBe(1);
    expect(text).toBe('It works.');
  });

  it.each(['#TeamSupport', '#WeAreHiring', '#gogreen', '#support24'])('is no hash tag: %s', (line) => {
    expect(below(line)).toMatchObject({ commands: [], unknown: [], text: 'It works.' });
  });

  it('is no number, which stays', () => {
    expect(below('#4711')).toMatchObject({ commands: [], unknown: [], text: 'It works.\n\n#4711' });
  });
});

describe('a line of a million signs', () => {
  it.each(['_', '*', '#', '-', '>', '*#', '#_', '. #', '.#note', ' #', 'a #note ', '. (#', '# '])(
    'of %j is read at once, and is the agent’s own text or no command',
    (sign) => {
      const text = `Hello\n${sign.repeat(1_000_000)}\nBye`;
      expect(readCommands(text).commands).toEqual([]);
    },
  );
});
