/** Writes the desk's mails as HTML files, to be looked at in a browser: `node test/shared/mail/templates/render.ts FOLDER`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './examples.ts';

const folder = process.argv[2];
if (!folder) throw new Error('say into which folder');

mkdirSync(folder, { recursive: true });
for (const [name, mail] of Object.entries(EXAMPLES)) {
  writeFileSync(join(folder, `${name}.html`), mail.html);
  writeFileSync(join(folder, `${name}.txt`), `Subject: ${mail.subject}\n\n${mail.text}`);
}
