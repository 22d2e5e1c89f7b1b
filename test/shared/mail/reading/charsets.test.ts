import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const TEXTS = {
  ru: 'Здравствуйте, принтер не работает с утра. Помогите, пожалуйста.',
  uk: 'Доброго дня, принтер не працює з ранку, їх два.',
  el: 'Καλημέρα, ο εκτυπωτής δεν λειτουργεί από το πρωί. Άμεση βοήθεια.',
  ko: '안녕하세요, 서버에 접속이 안 됩니다. 빨리 확인해 주세요.',
  zh: '您好，我们的服务器今天早上无法连接，请尽快处理。谢谢！',
  zhTraditional: '您好，我們的伺服器今天早上無法連線，請盡快處理。謝謝！',
  ja: 'こんにちは、今朝からサーバーに接続できません。至急確認をお願いします。',
  cs: 'Dobrý den, server od rána neběží. Prosím o pomoc, děkuji. Tomáš',
  pl: 'Dzień dobry, proszę o pomoc: serwer nie działa od rana. Dziękuję, Łukasz',
  hu: 'Jó napot, a szerver reggel óta nem működik. Kérem segítsenek, köszönöm. Győző',
  ro: 'Bună ziua, vă rog să verificaţi serverul, nu mai merge. Mulţumesc',
  it: 'Buongiorno, il pacco è rotto, perché la città è lontana. Più tardi. Cioè domani.',
  fr: 'Bonjour, le serveur ne répond plus depuis très tôt. Où êtes-vous ? Ça a été réparé.',
  de: 'Guten Tag, der Server läuft nicht mehr. Schöne Grüße, Jörg Müßig',
  es: 'Señor, la conexión no funciona, ¿qué pasó mañana?',
  sv: 'Hej, servern går inte att nå. Vänliga hälsningar, Åsa Öström',
  he: 'שלום, השרת לא עובד מהבוקר. תודה רבה',
  tr: 'Merhaba, yazıcı çalışmıyor. Teşekkürler, Şule',
};
type Language = keyof typeof TEXTS;

const DOUBT = 'The mail does not say in which encoding it is written; its characters may be wrong.';

async function read(content: Buffer, { type, subject }: { type?: string; subject?: Buffer } = {}) {
  const header = `From: a@b.example\r\nMessage-ID: <1@b.example>\r\n${type ? `Content-Type: ${type}\r\n` : ''}`;
  const field = Buffer.concat([Buffer.from('Subject: '), subject ?? Buffer.from('x'), Buffer.from('\r\n')]);
  const encoded = content.toString('base64').replace(/.{76}/g, '$&\r\n');
  return parseMail(
    Buffer.concat([Buffer.from(header), field, Buffer.from(`Content-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n`)]),
  );
}

describe('text without a label', () => {
  it.each<[string, Language]>([
    ['win1251', 'ru'],
    ['koi8-r', 'ru'],
    ['cp866', 'ru'],
    ['iso-8859-5', 'ru'],
    ['koi8-u', 'uk'],
    ['win1251', 'uk'],
    ['win1253', 'el'],
    ['iso-8859-7', 'el'],
    ['euc-kr', 'ko'],
    ['gbk', 'zh'],
    ['gb18030', 'zh'],
    ['big5', 'zhTraditional'],
    ['shift_jis', 'ja'],
    ['euc-jp', 'ja'],
    ['win1255', 'he'],
    ['win1252', 'it'],
    ['win1252', 'fr'],
    ['win1252', 'de'],
    ['win1252', 'es'],
    ['win1252', 'sv'],
  ])('in %s is known by its characters (%s), in text and subject', async (encoding, language) => {
    const text = TEXTS[language];
    const mail = await read(iconv.encode(text, encoding), { subject: iconv.encode(text, encoding) });
    expect(mail).toMatchObject({ text, subject: text, warnings: [] });
  });

  it.each<[string, Language]>([
    ['win1250', 'cs'],
    ['iso-8859-2', 'cs'],
    ['win1250', 'pl'],
    ['iso-8859-2', 'pl'],
    ['win1250', 'hu'],
    ['iso-8859-2', 'hu'],
    ['win1250', 'ro'],
  ])('in %s of Central Europe (%s) is read, and warned of', async (encoding, language) => {
    const text = TEXTS[language];
    expect(await read(iconv.encode(text, encoding))).toMatchObject({ text, warnings: [DOUBT] });
  });

  it('of an alphabet that nobody thought of is warned of', async () => {
    expect((await read(iconv.encode(TEXTS.tr, 'win1254'))).warnings).toContain(DOUBT);
  });

  it('is warned of when it is the subject alone', async () => {
    const subject = iconv.encode('Příliš žluťoučký kůň', 'win1250');
    expect((await read(Buffer.from('see subject'), { subject })).warnings).toContain(DOUBT);
  });

  it.each<[string, Language]>([
    ['win1251', 'ru'],
    ['gbk', 'zh'],
    ['utf8', 'ko'],
  ])('labelled ASCII is none either: %s', async (encoding, language) => {
    const mail = await read(iconv.encode(TEXTS[language], encoding), { type: 'text/plain; charset=us-ascii' });
    expect(mail.text).toBe(TEXTS[language]);
  });
});

describe('text with a label', () => {
  it.each<[string, string, Language]>([
    ['cp850', 'cp850', 'it'],
    ['ibm850', 'cp850', 'it'],
    ['cp437', 'cp437', 'de'],
    ['cp852', 'cp852', 'cs'],
    ['utf-7', 'utf7', 'it'],
    ['UNICODE-1-1-UTF-7', 'utf7', 'fr'],
    ['macintosh', 'macroman', 'it'],
    ['utf-16le', 'utf-16le', 'it'],
    ['utf-16be', 'utf-16be', 'ru'],
    ['utf-16', 'utf-16be', 'it'],
    ['utf-16', 'utf-16le', 'de'],
    ['utf-32le', 'utf-32le', 'it'],
    ['x-unknown', 'utf8', 'it'],
    ['iso-8859-1', 'utf8', 'it'],
    ['utf-8', 'win1252', 'it'],
    ['ks_c_5601-1987', 'cp949', 'ko'],
  ])('%s is read, in whatever it is (%s, %s)', async (label, encoding, language) => {
    const mail = await read(iconv.encode(TEXTS[language], encoding), { type: `text/plain; charset=${label}` });
    expect(mail).toMatchObject({ text: TEXTS[language], warnings: [] });
  });

  it.each([
    ['iso-2022-kr', '\x1b$)C\x0e>H3g\x0f hi', '안녕 hi'],
    ['hz-gb-2312', '~{<:Ky2;R*~}ok~~', '己所不要ok~'],
    ['iso-2022-jp', '\x1b$B%D!<%k\x1b(B ok', 'ツール ok'],
  ])('of seven bits is unshifted: %s', async (label, bytes, text) => {
    const mail = await read(Buffer.from(bytes, 'latin1'), { type: `text/plain; charset=${label}` });
    expect(mail.text).toBe(text);
  });

  it.each([
    ['be, unlabelled', [0xfe, 0xff], 'utf-16be', undefined],
    ['le, unlabelled', [0xff, 0xfe], 'utf-16le', undefined],
    ['be, labelled le', [0xfe, 0xff], 'utf-16be', 'text/plain; charset=utf-16le'],
    ['le, labelled utf-8', [0xff, 0xfe], 'utf-16le', 'text/plain; charset=utf-8'],
  ])('is UTF-16 by its mark: %s', async (_, mark, encoding, type) => {
    const content = Buffer.concat([Buffer.from(mark), iconv.encode(TEXTS.it, encoding)]);
    expect((await read(content, { ...(type !== undefined && { type }) })).text).toBe(TEXTS.it);
  });

  it.each([
    ['<html><head><meta charset="windows-1251"></head><body><p>да</p></body></html>', 'win1251', 'да'],
    ['<META http-equiv=Content-Type content="text/html; charset=iso-8859-2"><p>ž š</p>', 'iso-8859-2', 'ž š'],
    ["<meta http-equiv='content-type' content='text/html;charset=GB2312'><p>修</p>", 'gbk', '修'],
    ['<style>p { color: red }</style><meta name=x content=y><meta charset=koi8-r><p>да</p>', 'koi8-r', 'да'],
  ])('says it in its own head: %s', async (html, encoding, text) => {
    expect((await read(iconv.encode(html, encoding), { type: 'text/html' })).text).toBe(text);
  });
});

describe('UTF-8 that is broken', () => {
  it.each([
    ['one byte of windows-1252', 'perch\xc3\xa9 \xc3\xa8 pi\xf9', 'perché è pi\ufffd'],
    ['a byte that nothing has', 'citt\xc3\xa0 \xff \xc3\xa8', 'città \ufffd è'],
    ['cut inside a character', 'citt\xc3\xa0 \xe2\x82', 'città \ufffd'],
    ['cut inside its only character', 'perch\xc3', 'perch\ufffd'],
    ['surrogates', '\xc3\xa8 \xed\xa0\xbd\xed\xb8\x80', 'è 😀'],
    ['an overlong slash', '\xc3\xa8 \xc3\xb9 \xc0\xaf', 'è ù \ufffd\ufffd'],
    ['Chinese with a bad byte', '\xe4\xbd\xa0\xe5\xa5\xbd\x80\xef\xbc\x81', '你好\ufffd！'],
  ])('keeps all its other characters: %s', async (_, bytes, text) => {
    for (const type of ['text/plain; charset=utf-8', 'text/plain']) {
      expect((await read(Buffer.from(bytes, 'latin1'), { type })).text).toBe(text);
    }
  });
});

describe('encoded words', () => {
  const word = (charset: string, bytes: Uint8Array) => `=?${charset}?B?${Buffer.from(bytes).toString('base64')}?=`;
  const subjectOf = async (subject: string) =>
    (await read(Buffer.from('x'), { subject: Buffer.from(subject) })).subject;
  const printer = iconv.encode('打印机坏', 'gbk');
  const why = Buffer.from('perché');

  it.each([
    ['each in its own shift', '=?iso-2022-jp?B?GyRCJUQhPCVrGyhC?= =?iso-2022-jp?B?GyRCJUQhPCVrGyhC?=', 'ツールツール'],
    [
      'shifted in the first only',
      `${word('iso-2022-jp', Buffer.from('\x1b$B%D!<%k'))} ${word('iso-2022-jp', Buffer.from('%D!<%k\x1b(B'))}`,
      'ツールツール',
    ],
    [
      'a character over two words',
      `${word('utf-8', why.subarray(0, 6))} ${word('utf-8', why.subarray(6))}!`,
      'perché!',
    ],
    ['the same in GBK', `${word('gbk', printer.subarray(0, 5))} ${word('gbk', printer.subarray(5))}`, '打印机坏'],
    [
      'one that is broken',
      '=?utf-8?Q?perch=C3=A9_?= =?utf-8?Q?caff=C3?= =?utf-8?Q?_citt=C3=A0?=',
      'perché caff\ufffd città',
    ],
    ['of two charsets', '=?utf-8?Q?citt=C3=A0?= =?iso-8859-1?Q?_pi=F9?=', 'città più'],
    [
      'UTF-16, each with its mark',
      `${word('utf-16', Buffer.from('\xfe\xff\0a', 'latin1'))} ${word('utf-16', Buffer.from('\xfe\xff\0b', 'latin1'))}`,
      'ab',
    ],
    ['UTF-7', '=?utf-7?Q?perch+AOk-?=', 'perché'],
  ])('are read one by one: %s', async (_, field, subject) => {
    expect(await subjectOf(field)).toBe(subject);
  });
});

describe('text of DOS and of old Macs', () => {
  it.each(['cp850', 'dos-850', 'DOS850', 'pc850', 'oem850', 'x-cp850', 'ibm-850'])(
    'is read by its label: %s',
    async (label) => {
      const mail = await read(iconv.encode(TEXTS.it, 'cp850'), { type: `text/plain; charset=${label}` });
      expect([mail.text.trim(), mail.warnings]).toEqual([TEXTS.it, []]);
    },
  );

  it.each(['utf-7', 'x-unicode-2-0-utf-7', 'unicode-1-1-utf-7'])('so is UTF-7: %s', async (label) => {
    const mail = await read(iconv.encode(TEXTS.it, 'utf-7'), { type: `text/plain; charset=${label}` });
    expect(mail.text.trim()).toBe(TEXTS.it);
  });

  it.each([
    ['1 +- 2 +AOg-, A+AD0-B', '1 + 2 è, A=B'],
    ['Perch+AOk?', 'Perché?'],
    ['+2D3eAA- ok', '😀 ok'],
    ['+AOkA6A--', 'éè-'],
    ['1 + 1, C++', '1 + 1, C++'],
    ['cut in a shift +AOkA', 'cut in a shift é'],
    ['half of a pair +2D0- ok', 'half of a pair \ufffd ok'],
  ])('each shift of UTF-7 ends where its base64 does: %s', async (content, text) => {
    expect((await read(Buffer.from(content), { type: 'text/plain; charset=utf-7' })).text).toBe(text);
  });

  it.each(
    ['text/plain', 'text/plain; charset=us-ascii', 'text/plain; charset=utf-8'].flatMap((type) =>
      ['cp850', 'macroman'].flatMap((encoding) =>
        [TEXTS.it, 'La cassa è ferma perché manca la città.', 'Il server non va più, è già la terza volta.'].map(
          (text) => [type, encoding, text],
        ),
      ),
    ),
  )('comes with a warning where its label does not say so: %s, %s, %s', async (type, encoding, text) => {
    expect((await read(iconv.encode(text, encoding), { type })).warnings).toEqual([DOUBT]);
  });

  it.each([TEXTS.it, TEXTS.fr, TEXTS.de, TEXTS.es, 'Aspetti… la città – «bella» – è “lontana”, cioè 5 € al più™.'])(
    'is not what windows-1252 is taken for: %s',
    async (text) => {
      const mail = await read(iconv.encode(text, 'win1252'));
      expect([mail.text.trim(), mail.warnings]).toEqual([text, []]);
    },
  );
});
