import { expect, it } from 'vitest';
import { isExecutable } from '../../../shared/mail/executable.ts';
import { fileName } from '../../../shared/mail/reading/file-name.ts';

/** As it is once the name has been cleaned, as that of every file is that comes in. */
const isMarked = (given: string) => isExecutable(fileName(given, 'application/octet-stream', 1));

it.each([
  'setup.exe',
  'SETUP.EXE',
  'invoice.pdf.exe',
  'invoice.pdf        .scr',
  'invoice\u202efdp.exe',
  'invoice_\u202excod.cmd',
  'setup.exe. .',
  'run.sh',
  'Setup.pkg',
  'budget.xlsm',
  'letter.docm',
  'readme.txt.lnk',
  'applet.jar',
])('%j may run a program', (name) => {
  expect(isMarked(name)).toBe(true);
});

it.each([
  'exe',
  'setup.exe.txt',
  'logs.zip',
  'budget.xlsx',
  'letter.doc',
  'photo.exe.png',
  'a.certificate.cer',
  'exe.pdf',
])('%j does not', (name) => {
  expect(isMarked(name)).toBe(false);
});
