import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const HEADER =
  'From: a@b.example\nMessage-ID: <1@b.example>\nSubject: x\nContent-Type: multipart/alternative; boundary=b\n\n';
const part = (type: string, body: string) => `--b\nContent-Type: ${type}; charset=utf-8\n\n${body}\n`;
const read = (...parts: string[]) =>
  parseMail(Buffer.from(`${HEADER}${parts.join('')}--b--\n`.replaceAll('\n', '\r\n')));
const HTML = part(
  'text/html',
  '<p>The till is down since eight, in the shop of via Roma. Please come and look at it today.</p>',
);

describe('alternatives of one type', () => {
  it.each([
    ['The till is down.', 'La cassa è ferma.'],
    ['La caisse est en panne.', 'De kassa is stuk.'],
    ['Die Kasse steht.', 'La caja no funciona.'],
  ])('are languages, and all shown: %s %s', async (one, other) => {
    const plain = await read(part('text/plain', one), part('text/plain', other));
    expect(plain.text).toContain(one);
    expect(plain.text).toContain(other);
    const html = await read(part('text/html', `<p>${one}</p>`), part('text/html', `<p>${other}</p>`));
    expect(html.html).toContain(one);
    expect(html.html).toContain(other);
    expect(html.text).toContain(one);
    expect(html.text).toContain(other);
  });

  it('are shown once when they say the same', async () => {
    const { text } = await read(part('text/plain', 'The till is down.'), part('text/plain', 'The till is down.'));
    expect(text.trim()).toBe('The till is down.');
  });
});

describe('a plain part that says nothing', () => {
  it.each([
    'Your mail client does not support HTML',
    'This message requires an HTML viewer',
    "Your email client doesn't display HTML messages.",
    'To view this message, use an HTML-compatible mail program.',
    'Il tuo programma di posta non supporta il formato HTML.',
    'Ihr Mailprogramm unterstützt kein HTML.',
    'Votre messagerie ne prend pas en charge le HTML.',
    'Su programa de correo no admite HTML.',
    '\u200b',
    ' \u00a0\u200b\ufeff\u034f',
  ])('gives way to the HTML, in text and reply: %j', async (stub) => {
    const { text, replyText } = await read(part('text/plain', stub), HTML);
    expect(text).toMatch(/^The till is down since eight/);
    expect(replyText).toMatch(/^The till is down since eight/);
  });

  it.each([
    'The till is down.',
    'Our export does not support HTML, and the till is down since eight, in the shop of via Roma. Please come and look at it today.',
  ])('is not one with words of its own: %j', async (words) => {
    expect((await read(part('text/plain', words), HTML)).text.trim()).toBe(words);
  });
});
