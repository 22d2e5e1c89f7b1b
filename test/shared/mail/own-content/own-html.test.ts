import { describe, expect, it } from 'vitest';
import { sanitizeHtml } from '../../../../shared/mail/html/sanitize.ts';
import { ownHtml } from '../../../../shared/mail/own-content/own-html.ts';
import { htmlToText } from '../../../../shared/mail/reading/html-to-text.ts';

/** As Gmail, Outlook and Thunderbird set an answer above the notice, and the plain text that goes with it. */
const ANSWERS = [
  {
    program: 'Gmail',
    text: 'Ciao *Anna*,\n\n   1. Riavvia il router\n   2. Vedi la guida <https://docs.example/riavvio>\n\nLuca',
    html: `<div dir="ltr">Ciao <b>Anna</b>,<div><br></div><div><ol><li>Riavvia il router</li><li>Vedi la <a href="https://docs.example/riavvio">guida</a></li></ol><div>Luca</div></div></div><br><div class="gmail_quote"><div dir="ltr">Il giorno lun 30 nov 2026 alle ore 09:00 Desk &lt;help@support.example&gt; ha scritto:<br></div><blockquote>SECRET</blockquote></div>`,
    keeps: ['<b>Anna</b>', '<ol><li>', 'href="https://docs.example/riavvio"'],
  },
  {
    program: 'Outlook',
    text: 'Dear Anna,\n\nthe prices:\n\nBasic\n\n10\n\nPremium\n\n20\n\n• see page<https://prices.example/>',
    html: `<div class="WordSection1"><p class="MsoNormal">Dear Anna,<o:p></o:p></p><p>the prices:</p><table border="1"><tr><td><p>Basic</p></td><td>10</td></tr><tr><td>Premium</td><td>20</td></tr></table><ul><li>see <a href="https://prices.example/">page</a></li></ul><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Desk &lt;help@support.example&gt;<br>SECRET</p></div></div>`,
    keeps: ['<table border="1">', '<td>Premium</td>', 'href="https://prices.example/"'],
  },
  {
    program: 'Thunderbird',
    text: 'Hallo Anna,\n\n/bitte/ *neu starten*.',
    html: `<p>Hallo Anna,</p><p><i>bitte</i> <b>neu starten</b>.</p><div class="moz-cite-prefix">Am 30.11.26 um 09:00 schrieb Desk:<br></div><blockquote type="cite">SECRET</blockquote>`,
    keeps: ['<i>bitte</i>', '<b>neu starten</b>'],
  },
  {
    program: 'Apple Mail',
    text: 'Hi Anna,\nthe new key is KX-12.',
    html: `<div>Hi Anna,</div><div>the new key is <b>KX-12</b>.</div><br><div><blockquote type="cite"><div>On 30 Nov 2026, Desk wrote:</div>SECRET</blockquote></div>`,
    keeps: ['<b>KX-12</b>'],
  },
  {
    program: 'Outlook for the web',
    text: 'Hi Anna,\nplease:\n\n  1.\nopen the manual<https://docs.example/door>\n     *\nleft\n  2.\nturn the key\n\nModel   Price\nA1      10 €',
    html: '<div class="elementToProof" style="font-family: Aptos; color: rgb(0, 0, 0);">Hi Anna,</div><div>please:</div><ol start="1"><li><div role="presentation">open the <a href="https://docs.example/door" class="OWAAutoLink">manual</a></div></li><ul><li><div>left</div></li></ul><li><div>turn the key</div></li></ol><table><tr><td>Model</td><td>Price</td></tr><tr><td>A1</td><td>10 €</td></tr></table><div id="appendonsend"></div><hr style="display:inline-block;width:98%"><div><b>From:</b> Desk<br>SECRET</div>',
    keeps: ['<ol start="1">', '<li><div>turn the key', 'href="https://docs.example/door"', '<td>10 €</td>'],
  },
  {
    program: 'Outlook with lists in lists',
    text: 'Hi,\n\n  1.  open\n     a.  left\n     b.  right\n        iv.  up\n  2.  close\n',
    html: '<p class="MsoNormal">Hi,</p><ol><li class="MsoListParagraph">open<ol type="a"><li>left</li><li>right<ol type="i" start="4"><li>up</li></ol></li></ol></li><li>close</li></ol><div style="border-top:solid 1pt"><p><b>From:</b> Desk SECRET</p></div>',
    keeps: ['<ol type="a"><li>left', '<p style="margin: 0">Hi,'],
  },
  {
    program: 'Word, whose lists are paragraphs',
    text: 'Hi,\n1.      open\n2.      close\n',
    html: '<p class="MsoNormal">Hi,<o:p></o:p></p><p class="MsoListParagraph" style="text-indent:-18.0pt;mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">1.<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp; </span></span><![endif]>open<o:p></o:p></p><p class="MsoListParagraph"><![if !supportLists]><span>2.<span>&nbsp;&nbsp; </span></span><![endif]><b>close</b></p><div><p><b>From:</b> Desk SECRET</p></div>',
    keeps: ['<b>close</b>', '1.'],
  },
];

describe('the formatting of an answer', () => {
  it.each(ANSWERS)('of $program reaches the customer, and nothing of what it quotes', ({ text, html, keeps }) => {
    const own = ownHtml(sanitizeHtml(html), { commands: [], text });
    for (const kept of keeps) expect(own).toContain(kept);
    expect(own).not.toMatch(/SECRET|Desk|help@/);
    expect(own?.match(/<(div|p|b|table|ol|ul|li)\b/g)?.length).toBe(
      own?.match(/<\/(div|p|b|table|ol|ul|li)>/g)?.length,
    );
  });

  it('comes without the command lines above it', () => {
    const html =
      '<div>#priority 2 later</div><div>#close</div><div>It is <b>done</b>.</div><blockquote>SECRET</blockquote>';
    const own = ownHtml(html, { commands: ['#priority 2 later', '#close'], text: 'It is done.' });
    expect(htmlToText(own ?? '').trim()).toBe('It is done.');
    expect(own).toContain('<b>done</b>');
  });

  it('keeps a picture behind the last word, and none of the quote', () => {
    const html = '<div>As seen:</div><div><img src="cid:shot"></div><hr><img src="cid:logo"><p>SECRET</p>';
    const own = ownHtml(html, { commands: [], text: 'As seen:' });
    expect(own).toContain('cid:shot');
    expect(own).not.toContain('cid:logo');
  });

  it.each([
    ['has a word that the text has not', '<p>Send <b>no</b> money.</p>', 'Send money.'],
    ['has its words in another order', '<p>two one</p>', 'one two'],
    ['ends too early', '<p>It is</p>', 'It is done.'],
    ['stands in a quote by chance', '<blockquote>All is Done. SECRET</blockquote>', 'Done.'],
    ['has other digits', '<p>Call 0123</p>', 'Call 0124'],
    ['is nothing', '', 'Done.'],
  ])('is left out when it %s', (_, html, text) => {
    expect(ownHtml(html, { commands: [], text })).toBeUndefined();
  });

  it('is left out where nobody wrote anything', () => {
    expect(ownHtml('<p>SECRET</p>', { commands: [], text: '' })).toBeUndefined();
  });

  it.each([
    [
      'Thunderbird',
      '<div class="moz-cite-prefix">Desk wrote:</div><blockquote type="cite"><table><tr><td><img src="cid:logo"><b>SECRET</b></td></tr></table></blockquote>',
    ],
    ['Outlook', '<hr><div><b>From:</b> Desk</div><table><tr><td>SECRET -##</td></tr></table>'],
    ['Gmail', '<div class="gmail_quote">Desk wrote:<blockquote><ul><li>SECRET</ul></blockquote></div>'],
  ])('is kept below the quote, with a signature below: %s', (_, quote) => {
    const own = '<p>Please <b>restart</b> the <a href="https://docs.example/">till</a>.</p><ul><li>now</li></ul>';
    const html = sanitizeHtml(`<div>${quote}${own}<p>-- <br>Ada</p></div>`);
    const found = ownHtml(html, {
      commands: [],
      text: 'Please *restart* the till <https://docs.example/>.\n\n  * now',
    });
    expect(found).toContain('<p>Please <b>restart</b> the <a href="https://docs.example/"');
    expect(found).toContain('<ul><li>now</li></ul>');
    expect(found).not.toMatch(/SECRET|Desk|logo|<table|blockquote|Ada|<hr|##/);
  });

  it('ends with what is to be seen: no line, no dashes and no frame of what follows', () => {
    const html =
      '<div><p>It is <b>done</b> 🎉</p><p>\u00A0</p><div><span>-- </span><br><div>Ada</div></div><div style="border-top: solid 1pt"><p><b>From:</b> SECRET</p></div></div>';
    expect(ownHtml(html, { commands: [], text: 'It is done 🎉' })).toBe('<div><p>It is <b>done</b> 🎉</p></div>');
  });

  it('has the ink and paper of the letter, unless somebody chose a colour', () => {
    const html =
      '<div style="font-size: 12pt; color: rgb(0, 0, 0); background-color: rgb(255, 255, 255)">It <span style="color:red">is</span> <font color="#000000">done</font> <i style="color: windowtext">now</i> <b style="color: #0000ff">so</b></div>';
    expect(ownHtml(html, { commands: [], text: 'It is done now so' })).toBe(
      '<div style="font-size: 12pt">It <span style="color: red">is</span> <font>done</font> <i>now</i> <b style="color: #0000ff">so</b></div>',
    );
  });

  it('keeps digits at the end', () => {
    expect(ownHtml('<p>Call <b>0123 45</b></p><p>Desk wrote</p>', { commands: [], text: 'Call 0123 45' })).toContain(
      '0123 45',
    );
  });

  it.each([
    ['the name of a file', 'see\n<Screenshot 2026-11-30 at 10.00.png>\nabove', '<p>see</p><p>above <b>all</b></p>'],
    [
      'a sign made of a digit',
      'press 1️⃣ now',
      '<p>press <img data-remote-src="https://e.example/1.png" alt="1️⃣"> now <b>all</b></p>',
    ],
    [
      'the number of a link, and its target below',
      'the guide [1]\n\nLinks:\n------\n[1] https://docs.example/',
      '<p>the <a href="https://docs.example/">guide</a> <b>all</b></p>',
    ],
    [
      'the target of a link in round brackets',
      'guide (https://docs.example/)',
      '<p><a href="https://docs.example/">guide</a> <b>all</b></p>',
    ],
    ['a heading in capitals', 'HOW TO\n\nturn', '<h2>How to</h2><p>turn <b>all</b></p>'],
  ])('is found where only the text has %s', (_, text, html) => {
    expect(ownHtml(html, { commands: [], text: `${text} all` })).toContain('<b>all</b>');
  });

  it.each([
    [
      'one with a name',
      '<img src="https://x.example/door.png" alt="The door">',
      '<a href="https://x.example/door.png"',
    ],
    ['one without', '<img src="https://x.example/a/door.png?w=1" width="300">', '>door.png</a>'],
    [
      'one in a link',
      '<a href="https://x.example/"><img src="https://x.example/d.png" alt="The door"></a>',
      '>The door</a>',
    ],
    ['a sign', '<img src="https://x.example/e.png" alt="🙂">', 'now 🙂'],
  ])('has a link for a picture that is elsewhere: %s', (_, picture, kept) => {
    const own = ownHtml(sanitizeHtml(`<p>see now ${picture}</p>`), { commands: [], text: 'see now' });
    expect(own).toContain(kept);
    expect(own).not.toContain('<img');
  });

  it.each(['width="1" height="1"', 'style="width:1px;height:1px"', ''])(
    'has no picture that counts readers: %s',
    (size) => {
      const html = sanitizeHtml(`<p>see now <img src="https://x.example/open" ${size}></p>`);
      expect(ownHtml(html, { commands: [], text: 'see now' })).toBe('<p>see now </p>');
    },
  );

  it('has no frame of a quote around what was written into it', () => {
    const html =
      '<table style="color: red"><tr><td>SECRET</td><td>SECRET <p>It is <b>done</b>.</p></td></tr></table><blockquote>SECRET<p>Call me today please.</p></blockquote>';
    expect(ownHtml(html, { commands: [], text: 'It is done.\n\nCall me today please.' })).toBe(
      '<div><p>It is <b>done</b>.</p></div><div><p>Call me today please.</p></div>',
    );
  });

  it.each([
    ['one word over and over', '<p>a</p>'.repeat(50_000), `${'a\n'.repeat(50_000)}c`],
    ['numbers of a list', `<p>${'11 '.repeat(50_000)}</p>`, '1. 1\n'.repeat(50_000)],
    ['unclosed brackets', '<p>x</p>', '<1[image:'.repeat(100_000)],
  ])('is given up soon where nothing tells the ways apart: %s', (_, html, text) => {
    expect(ownHtml(html, { commands: [], text })).toBeUndefined();
  });

  it.each([
    [':)', 'J', '🙂'],
    ['J', 'J', '🙂'],
    ['-->', 'à', '→'],
    ['à', 'à', '→'],
    ['§', '§', '▪'],
    ['ü', 'ü', '✓'],
  ])('has the signs of Outlook as everybody has them: %s', (typed, letter, sign) => {
    const html = sanitizeHtml(`<p>It is <b>done</b> <span style="font-family:Wingdings">${letter}</span></p>`);
    expect(htmlToText(ownHtml(html, { commands: [], text: `It is done ${typed}` }) ?? '').trim()).toBe(
      `It is done ${sign}`,
    );
  });

  it.each(['<client>', '<the name>'])('is left out where a program took %s for a tag', (typed) => {
    const html = sanitizeHtml(`<p>Type <b>this</b>: ${typed}</p>`);
    expect(ownHtml(html, { commands: [], text: `Type this: ${typed}` })).toBeUndefined();
  });
});
