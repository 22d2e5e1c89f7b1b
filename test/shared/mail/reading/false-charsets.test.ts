import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../shared/mail/parse.ts';

const DOUBT = 'The mail does not say in which encoding it is written; its characters may be wrong.';

async function read(bytes: Buffer, charset?: string) {
  const type = charset === undefined ? '' : `Content-Type: text/plain; charset=${charset}\r\n`;
  const header = `From: a@b.example\r\nMessage-ID: <1@b.example>\r\nSubject: x\r\n${type}`;
  const encoded = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
  const mail = await parseMail(Buffer.from(`${header}Content-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n`));
  return { ...mail, text: mail.text.trim() };
}

const RU = 'Добрый день, принтер не работает. Пожалуйста, помогите.';
const RU_CAPITALS = 'ПРИНТЕР НЕ РАБОТАЕТ С УТРА, ПОМОГИТЕ';
const EL_CAPITALS = 'Ο ΕΚΤΥΠΩΤΗΣ ΔΕΝ ΛΕΙΤΟΥΡΓΕΙ ΣΗΜΕΡΑ';
const ZH = '您好，打印机无法工作。请尽快帮助我们，谢谢。';
const ZH_TW = '您好，印表機無法運作。請盡快協助我們，謝謝。';
const JA = 'お世話になっております。プリンタが動きません。至急ご確認ください。';
const KO = '안녕하세요, 프린터가 작동하지 않습니다. 도와주세요.';
const HE = 'שלום, המדפסת אינה פועלת. אנא עזרו לי היום.';
const CS = 'Dobrý den, děkuji, tiskárna nefunguje. Jiří';
const PL = 'Dzień dobry, drukarka nie działa. Proszę, źle, świetnie, żadna strona, ciężko.';
const HU = 'Jó napot, a nyomtató nem működik. Kérem, segítsenek. Köszönöm, Győző';
const TR = 'Sayın yetkili, yazıcımız dünden beri çalışmıyor. İyi günler.';
const IT = 'Buongiorno, perché il pacco è rotto? È già la seconda volta.';

describe('text labelled as Western', () => {
  it.each([
    [RU, 'win1251'],
    [RU, 'koi8-r'],
    [RU_CAPITALS, 'win1251'],
    [EL_CAPITALS, 'win1253'],
    [HE, 'win1255'],
    [ZH, 'gbk'],
    ['打印机坏了', 'gbk'],
    [ZH_TW, 'big5'],
    [KO, 'euc-kr'],
    ['サーバー停止', 'euc-jp'],
  ])('and in no alphabet of the West is read by its characters: %s, %s', async (text, encoding) => {
    for (const label of ['iso-8859-1', 'windows-1252']) {
      expect((await read(iconv.encode(text, encoding), label)).text).toBe(text);
    }
  });

  it.each([
    [CS, 'win1250'],
    [CS, 'iso-8859-2'],
    [PL, 'win1250'],
    [HU, 'iso-8859-2'],
    [TR, 'iso-8859-9'],
    [IT, 'cp850'],
  ])('and in a language of another table is read by that, and warned of: %s, %s', async (text, encoding) => {
    expect(await read(iconv.encode(text, encoding), 'iso-8859-1')).toMatchObject({ text, warnings: [DOUBT] });
  });

  it.each([
    'Góðan dag, prentarinn virkar ekki. Það er ekkert hægt að prenta.',
    'það er bilað',
    'Hei, tulostin ei toimi. Hyvää päivää, Jäämäki',
    'QUALITÉ\u00a0: DÉSOLÉ, ÉTÉ PRÉVU À NOËL',
    'NÃO FUNCIONA A CONEXÃO',
    'GRÖSSE ÜBER ÄRGER, ±5 °C, 3 µm',
    'L’uno – “due” … 10 €',
    'Bœuf, œuvre, cœur',
    'Rome–Milan, wait…what, d´accord, 10\u00a0kg, m²',
    '© 2026 Acme™, Nº 5, £10, «ok»',
    'Jörg',
    'è',
  ])('is what it says otherwise: %s', async (text) => {
    expect(await read(iconv.encode(text, 'win1252'), 'iso-8859-1')).toMatchObject({ text, warnings: [] });
    expect((await read(iconv.encode(text, 'win1252'))).text).toBe(text);
  });
});

describe('text labelled with another encoding of its script', () => {
  it.each([
    [RU, 'koi8-r', 'windows-1251'],
    [RU, 'win1251', 'koi8-r'],
    [RU, 'win1251', 'iso-8859-5'],
    [RU, 'cp866', 'windows-1251'],
    [RU_CAPITALS, 'win1251', 'koi8-r'],
    [JA, 'euc-jp', 'shift_jis'],
    [JA, 'shift_jis', 'euc-jp'],
    [ZH, 'gbk', 'big5'],
    [ZH_TW, 'big5', 'gb2312'],
    [KO, 'euc-kr', 'gb2312'],
    [PL, 'win1250', 'iso-8859-2'],
    [PL, 'iso-8859-2', 'windows-1250'],
    ['“Άλλη μέρα” δεν λειτουργεί', 'win1253', 'iso-8859-7'],
    ['שלום, “המדפסת” אינה פועלת', 'win1255', 'iso-8859-8'],
    [IT, 'utf8', 'hz-gb-2312'],
    [IT, 'utf8', 'utf-7'],
    [IT, 'win1252', 'iso-2022-kr'],
    [IT, 'win1252', 'koi8-r'],
  ])('is read by the one that makes words of it: %s in %s, labelled %s', async (text, encoding, label) => {
    expect((await read(iconv.encode(text, encoding), label)).text).toBe(text);
  });

  it.each([
    [RU_CAPITALS, 'win1251', 'windows-1251'],
    [RU_CAPITALS, 'koi8-r', 'koi8-r'],
    [RU_CAPITALS, 'cp866', 'ibm866'],
    [EL_CAPITALS, 'iso-8859-7', 'iso-8859-7'],
    ['Привет, server down, help', 'koi8-r', 'koi8-r'],
    ['您好 嘅 咗', 'big5hkscs', 'big5'],
    ['㐀䶮 您好，打印机', 'gb18030', 'gb2312'],
    ['10 € 똠방각하 입니다', 'cp949', 'euc-kr'],
    ['送信日時、送信日、送信', 'gbk', 'gb2312'],
    ['в срочных случаях', 'gbk', 'gb2312'],
    ['write to ada@fіrm.example', 'win1251', 'windows-1251'],
    ['“ok” «ano» děkuji', 'win1250', 'windows-1250'],
    ['①㈱髙﨑 テスト', 'cp932', 'shift_jis'],
  ])('is what it says otherwise: %s in %s, labelled %s', async (text, encoding, label) => {
    expect(await read(iconv.encode(text, encoding), label)).toMatchObject({ text, warnings: [] });
  });
});

describe('text without a label', () => {
  it.each([
    [RU_CAPITALS, 'win1251'],
    [RU_CAPITALS, 'koi8-r'],
    [EL_CAPITALS, 'win1253'],
    ['مرحبا، الطابعة لا تعمل. الرجاء المساعدة اليوم.', 'iso-8859-6'],
    [TR, 'win1254'],
    [IT, 'cp850'],
    [IT, 'macroman'],
    ['El envío llegó dañado, ¿qué pasó?', 'macroman'],
    ['STRASSE GRÖSSE ÜBER ÄRGER', 'cp850'],
    ['Não há ligação à rede', 'cp850'],
    ['Dobrý den, tiskárna nefunguje. Děkuji, Jiří. Prosím o pomoc.', 'cp852'],
    ['Hei, tulostin ei toimi. Hyvää päivää, Jäämäki', 'win1252'],
    ['Jeg får ikke skrevet ut, går det bra nå?', 'cp865'],
  ])('is read where its letters are in place: %s in %s', async (text, encoding) => {
    expect((await read(iconv.encode(text, encoding))).text).toBe(text);
  });

  it.each([
    ['\x1b$)C\x0e>H3g\x0f ok', '안녕 ok'],
    ['\x1b$)A\x0e<:Ky\x0f ok', '己所 ok'],
  ])('of seven bits is read when it announces itself: %j', async (bytes, text) => {
    expect((await read(Buffer.from(bytes, 'latin1'))).text).toBe(text);
    expect((await read(Buffer.from(bytes, 'latin1'), 'us-ascii')).text).toBe(text);
  });
});

describe('UTF-8 with bytes of another encoding', () => {
  it.each([
    [
      'a quote in windows-1252',
      '\xc3\xa8 perch\xc3\xa9 citt\xe0 gi\xe0 pi\xf9 l\x92uno',
      'è perché città già più l’uno',
    ],
    ['words of one letter', 'perch\xc3\xa9 \xe8 gi\xc3\xa0 \xe0 casa', 'perché è già à casa'],
    ['a character that was wrapped', 'La citt\xc3\r\n\xa0 ok', 'La città ok'],
    ['a surrogate alone', '\xc3\xa8 \xed\xa0\x80 perch\xc3\xa9', 'è \ufffd\ufffd\ufffd perché'],
    ['five bytes', '\xc3\xa8 \xf8\x88\x80\x80\x80 perch\xc3\xa9', 'è \ufffd\ufffd\ufffd\ufffd\ufffd perché'],
    ['one accent, and an emoji that is cut', 'perch\xc3\xa9 \xf0\x9f\x98 ok', 'perché \ufffd ok'],
  ])('keeps its words: %s', async (_, bytes, text) => {
    for (const charset of ['utf-8', undefined]) {
      expect((await read(Buffer.from(bytes, 'latin1'), charset)).text).toBe(text);
    }
  });

  it.each(['QUALITÉ\u00a0: très bien', 'CAFÉ® più'])('is not what is in windows-1252: %s', async (text) => {
    expect((await read(iconv.encode(text, 'win1252'))).text).toBe(text);
  });
});
