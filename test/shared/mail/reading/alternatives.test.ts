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
});

describe('a plain part that says something else', () => {
  const CALL = 'P1\n\nThe main server in the hall is down.';
  const asHtml = '<p>P1</p><p>The main server in the hall is down.</p>';

  it.each([
    'Sent from my iPhone',
    'This is a multi-part message in MIME format.',
    'Please view this mail as HTML.',
    'View this email in your browser: https://x.example/1',
    '-- \nAnna Rossi',
    'All is fine, thanks.',
    'The main server in the hall is fine.',
    'P1\nThe main server in the hall',
    'down is hall the in server main The P1',
  ])('gives way to what its reader saw, priority and all, and is shown below: %j', async (plain) => {
    const { text, replyText, priority, added } = await read(part('text/plain', plain), part('text/html', asHtml));
    expect(text.startsWith(CALL)).toBe(true);
    expect(replyText.startsWith(CALL)).toBe(true);
    expect(priority).toBe(1);
    for (const word of ['iPhone', 'MIME', 'view', 'Anna', 'thanks', 'fine']) {
      expect(added?.includes(word) ?? false).toBe(plain.includes(word));
    }
  });

  it.each(['HTML', '*', 'https://x.example/1', '[image: logo]'])('has nothing to show below: %j', async (plain) => {
    const { text } = await read(part('text/plain', plain), part('text/html', asHtml));
    expect(text.replace(/\n\nThe plain text of this mail.*\nHTML$/s, '')).toBe(CALL);
  });

  it.each([
    '<p>Hello <span style="display:none">x</p><p>P1</p>',
    '<div style="display:none">x</div><p>P1</p>',
    '<p style="display:none">x<p>P1</p>',
    '<div style="display:none"><br>x<img src="cid:a"></div><p>P1</p>',
  ])('gives way to what stands behind hidden words: %s', async (html) => {
    const { text } = await read(part('text/plain', 'Hello'), part('text/html', html));
    expect(text).toContain('P1');
  });

  it('is whole when it has more than the HTML, also with words of its own about HTML', async () => {
    const words = 'Our export does not support HTML, and the till is down since eight. P1';
    const more = await read(part('text/plain', words), part('text/html', '<p>The till is down since eight.</p>'));
    expect(more.text.trim()).toBe(words);
    const other = await read(part('text/plain', words), part('text/html', '<p>See the file.</p>'));
    expect(other.text).toContain(words);
  });

  it('gives way to all HTML, that between pictures and files too', async () => {
    const rich = `--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>The till is down.</p>\n--c\nContent-Type: text/html\n\n<p>And the server.</p>\n--c--\n`;
    expect((await read(part('text/plain', 'The till is down.'), rich)).text).toContain('And the server.');
  });

  it('gives way in a script without spaces', async () => {
    const html = part('text/html', '<p>サーバーが停止しました</p>');
    expect((await read(part('text/plain', 'サーバーは正常です'), html)).text).toMatch(/^サーバーが停止しました/);
    expect((await read(part('text/plain', 'サーバーが\n停止しました'), html)).text).toMatch(
      /^サーバーが\n停止しました/,
    );
  });
});

describe('a plain part that says the same as a mail program writes it', () => {
  it.each([
    [
      'Gmail',
      '*Hello*,\n\nthe till (see here <https://x.example/a?b=1>) is down.\n\n   1. first\n   2. second\n\n[image: till.png]\n\nOn Mon, Nov 30, 2026 at 9:00 AM Support <\nhelp@support.example> wrote:\n\n> How are\n> you?\n',
      '<div dir="ltr"><b>Hello</b>,<br><br>the till (see <a href="https://x.example/a?b=1">here</a>) is down.<ol><li>first</li><li>second</li></ol><img src="cid:a" alt="till.png"></div><br><div class="gmail_quote"><div class="gmail_attr">On Mon, Nov 30, 2026 at 9:00&#8239;AM Support &lt;<a href="mailto:help@support.example">help@support.example</a>&gt; wrote:<br></div><blockquote>How are you?</blockquote></div>',
    ],
    [
      'Outlook',
      'Hello,\n\nthe till is down.\n\nName\n\nState\n\nTill\n\ndown\n\n*\tone\n*\ttwo\n\nwww.rossi.example <http://www.rossi.example/>\n\n________________________________\nFrom: Support\nSent: Monday\n',
      '<html><head><title>x</title><style>p{margin:0}</style></head><body><p class="MsoNormal">Hello,<o:p></o:p></p><p>the till is&nbsp;down.<o:p>&nbsp;</o:p></p><table><tr><td><p>Name</p></td><td><p>State</p></td></tr><tr><td><p>Till</p></td><td><p>down</p></td></tr></table><ul><li>one</li><li>two</li></ul><a href="http://www.rossi.example/">www.rossi.example</a><hr><p><b>From:</b> Support<br><b>Sent:</b> Monday</p></body></html>',
    ],
    [
      'Apple Mail',
      'Liebe Gr\u00fc\u00dfe,\ndie Kasse steht.\n\n\n\n> Am 30.11.2026 um 09:00 schrieb Support <help@support.example>:\n> \n> Wie geht\u2019s?\n',
      '<html><body>Liebe Gru\u0308&szlig;e,<div>die Kasse <b>ste</b>ht.<br><div><br><blockquote type="cite"><div>Am 30.11.2026 um 09:00 schrieb Support &lt;help@support.example&gt;:</div><br><div>Wie geht\u2019s?</div></blockquote></div></div></body></html>',
    ],
    [
      'one with a preview for lists',
      'The till is down.\n',
      '<div style="display:none;max-height:0">Till! <p>Now<br></p></div><p>The till is down.</p>',
    ],
    [
      'one that pays for a picture of who reads',
      'Hello,\nthe till is down.\n',
      '<p>Hello,</p><p>the till is down.</p><img src="https://x.example/open.gif" width="1" height="1" alt="">',
    ],
  ])('is the text: %s', async (_, plain, html) => {
    const { text, added } = await read(part('text/plain', plain), part('text/html', html));
    expect(text.trim()).toBe(plain.trim());
    expect(added).toBeUndefined();
  });

  it('is looked at in a moment, however long and however different', async () => {
    const words = Array.from({ length: 60_000 }, (_, at) => `word${at}`);
    const { text } = await read(
      part('text/plain', words.join(' ')),
      part('text/html', `<p>${words.toReversed().join(' ')}</p>`),
    );
    expect(text.startsWith('word59999 word59998')).toBe(true);
  });
});
