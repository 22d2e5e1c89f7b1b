import MailComposer from 'nodemailer/lib/mail-composer';
import type { BenchMail } from './mails-through.ts';

/** Mails like those a support desk gets, by what is special about them. Made here: nobody's mail is in the repository. */
export async function sampleMails(to: string): Promise<{ name: string; raw: Buffer }[]> {
  const from = 'Anna Conti <anna.conti@customer.example>';
  const compose = async (name: string, options: ConstructorParameters<typeof MailComposer>[0]) => ({
    name,
    raw: await new MailComposer({ from, to, subject: `Bench: ${name}`, ...options }).compile().build(),
  });
  return [
    await compose('plain text, 1 kB', { text: sentences(1_000) }),
    await compose('text and HTML, 20 kB', { text: sentences(4_000), html: html(16_000) }),
    await compose('a thread quoted five deep, 30 kB', { text: quoted(5, 6_000) }),
    await compose('HTML only, 100 kB', { html: html(100_000) }),
    await compose('photo and log, 1 MB', {
      text: sentences(500),
      attachments: [
        { filename: 'photo.jpg', content: noise(700_000) },
        { filename: 'server.log', content: sentences(300_000) },
      ],
    }),
  ];
}

/** Short mails, each of an address of its own, in a domain of its own: many unproved ones of one domain are a flood. */
export async function shortMails(count: number, to: string, first = 0): Promise<BenchMail[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const number = first + index;
      const address = `customer@bench-${number}.example`;
      const raw = await new MailComposer({
        from: `Customer ${number} <${address}>`,
        to,
        subject: `Bench mail ${number}`,
        text: sentences(600),
      })
        .compile()
        .build();
      return { envelope: { from: address, to }, raw };
    }),
  );
}

export function sentences(length: number): string {
  const sentence = 'Since this morning the printer on the second floor answers è occupata to whoever asks it. ';
  return sentence
    .repeat(Math.ceil(length / sentence.length))
    .slice(0, length)
    .replaceAll(/(.{300,400}) /g, '$1\n');
}

function html(length: number): string {
  const row = `<tr><td style="padding:4px"><b>Order</b></td><td><a href="https://customer.example/o">${sentences(80)}</a></td></tr>`;
  return `<html><body><p>${sentences(200)}</p><table>${row.repeat(Math.ceil(length / row.length))}</table></body></html>`;
}

/** HTML of so many characters that shows the words of a text and no others, as a mail program dresses what somebody typed. */
export function dressed(text: string, length: number): string {
  const words = text.split(/\s+/);
  const style = 'color:#1f2937;font-family:Calibri,sans-serif;'.repeat(Math.ceil(length / words.length / 45));
  return `<html><body><p>${words.map((word) => `<span style="${style}">${word}</span>`).join(' ')}</p></body></html>`;
}

function quoted(depth: number, length: number): string {
  const inner =
    depth === 0 ? '' : `\nOn 30 Nov 2026 the desk wrote:\n${quoted(depth - 1, length).replaceAll(/^/gm, '> ')}`;
  return sentences(length) + inner;
}

/** Bytes that do not repeat and are the same in each run. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
