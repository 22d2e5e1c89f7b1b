import { describe, expect, it } from 'vitest';
import { readFormBody } from '../../../shared/forms/form-body.ts';
import { delivered, multipart } from './deliveries.ts';

const read = (body: string | Buffer, type: string) => readFormBody(delivered(body, { type }));
const readParts = (...parts: string[]) => {
  const form = multipart(...parts);
  return read(form.body, form.type);
};
const field = (name: string, value: string) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const LONG = 'x'.repeat(71);
const file = (filename: string, content: string) =>
  `Content-Disposition: form-data; name="allegato"; ${filename}\r\nContent-Type: text/plain\r\n\r\n${content}`;

describe('a form as browsers send it', () => {
  it('is read in its order, with names and values of any language', async () => {
    const form = await readParts(field('città', 'Cefalù'), field('perché', 'Così è'), field('vuoto', ''));
    expect(form.entries).toEqual([
      { name: 'città', value: 'Cefalù' },
      { name: 'perché', value: 'Così è' },
      { name: 'vuoto', value: '' },
    ]);
  });

  it('keeps each value of a name that is repeated', async () => {
    const { entries } = await read('a[]=1&a[]=2&b=x+y&b=%C3%A8', 'application/x-www-form-urlencoded');
    expect(entries).toEqual([
      { name: 'a[]', value: '1' },
      { name: 'a[]', value: '2' },
      { name: 'b', value: 'x y' },
      { name: 'b', value: 'è' },
    ]);
  });

  it('has its files with their bytes, and none where none was chosen', async () => {
    const { files } = await readParts(file('filename="foto è.txt"', 'uno\r\ndue'), file('filename=""', ''));
    expect(files).toEqual([
      { name: 'allegato', filename: 'foto è.txt', contentType: 'text/plain', content: Buffer.from('uno\r\ndue') },
    ]);
  });

  it('keeps an empty file that was chosen', async () => {
    const { files } = await readParts(file('filename="leer.txt"', ''));
    expect(files).toMatchObject([{ filename: 'leer.txt', content: Buffer.alloc(0) }]);
  });

  it.each(["filename*=UTF-8''perch%C3%A9.txt", `filename="perche.txt"; filename*=UTF-8''perch%C3%A9.txt`])(
    'takes the name of a file from %s',
    async (filename) => {
      const content = `x--grenze\r\nContent-Disposition: form-data; name="a"; filename*=b`;
      const { files } = await readParts(file(filename, content));
      expect(files).toMatchObject([{ filename: 'perché.txt', content: Buffer.from(content) }]);
    },
  );

  it('is read in the letters that it says it is written in', async () => {
    const latin = Buffer.from(`${field('_charset_', 'iso-8859-1')}|${field('testo', 'è così')}`, 'latin1');
    const { body, type } = multipart(...latin.toString('latin1').split('|'));
    expect((await read(Buffer.from(body.toString(), 'latin1'), type)).entries).toEqual([
      { name: 'testo', value: 'è così' },
    ]);
    const sent = await read('_charset_=windows-1252&testo=%E8+cos%EC', 'application/x-www-form-urlencoded');
    expect(sent.entries).toEqual([{ name: 'testo', value: 'è così' }]);
    const unknown = await read('_charset_=klingon&testo=%C3%A8', 'application/x-www-form-urlencoded');
    expect(unknown.entries).toEqual([{ name: 'testo', value: 'è' }]);
  });

  it.each([
    ['windows-1252', '5 € “così”', Buffer.from([53, 32, 0x80, 32, 0x93, 99, 111, 115, 0xec, 0x94])],
    ['windows-1251', 'Да', Buffer.from([0xc4, 0xe0])],
    ['shift_jis', '日', Buffer.from([0x93, 0xfa])],
    ['utf-16le', 'è', Buffer.from('è')],
  ])('may be written in %s', async (charset, text, bytes) => {
    const { body, type } = multipart(field('_charset_', charset), field('testo', bytes.toString('latin1')));
    const inParts = await read(Buffer.from(body.toString(), 'latin1'), type);
    const pairs = `testo=${bytes.toString('hex').replace(/../g, '%$&')}&_charset_=${charset}`;
    for (const { entries } of [inParts, await read(pairs, 'application/x-www-form-urlencoded')]) {
      expect(entries).toEqual([{ name: 'testo', value: text }]);
    }
  });

  it('may have a part that says in what it is written', async () => {
    const latin = `Content-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset="iso-8859-1"\r\n\r\nè`;
    const { body, type } = multipart(latin, field('b', Buffer.from('è').toString('latin1')));
    const { entries } = await read(Buffer.from(body.toString(), 'latin1'), type);
    expect(entries.map(({ value }) => value)).toEqual(['è', 'è']);
  });

  it.each([
    'POST /x?utf8=1&_charset_=windows-1252&a=b',
    'name="_charset_"\r\n\r\nwindows-1252\r\n',
    '\r\n--other\r\nContent-Disposition: form-data; name="_charset_"\r\n\r\nwindows-1252\r\n--other--',
  ])('is not said to be written in another way by what somebody typed or sent along: %j', async (words) => {
    const { entries } = await readParts(field('a', 'perché?'), field('b', words), file('filename="a.log"', words));
    expect(entries).toEqual([
      { name: 'a', value: 'perché?' },
      { name: 'b', value: words },
    ]);
    const pairs = new URLSearchParams({ a: 'perché?', b: words }).toString();
    expect((await read(pairs, 'application/x-www-form-urlencoded')).entries).toEqual(entries);
  });

  it.each([
    ['without a word', '', 'citt\xe0', 'caff\xe8.txt', 'citt\u00e0', 'caff\u00e8.txt'],
    ['as it says', 'iso-8859-1', 'citt\xe0', 'caff\xe8.txt', 'citt\u00e0', 'caff\u00e8.txt'],
    // Its second letter ends in a byte that is a backslash elsewhere.
    ['as it says, in Japanese', 'shift_jis', '\x95\x5c', '\x83\x65\x83\x58.txt', '\u8868', '\u30c6\u30b9.txt'],
    ['in UTF-8, whatever it says', 'klingon', '\xc3\xa8', '\xc3\xa8.txt', '\u00e8', '\u00e8.txt'],
  ])('may have names that are not in UTF-8, %s', async (_how, charset, name, filename, asName, asFilename) => {
    const parts = [
      field(name, 'x'),
      `Content-Disposition: form-data; name="${name}"; filename="${filename}"\r\n\r\nbytes`,
      ...(charset ? [field('_charset_', charset)] : []),
    ];
    const { body, type } = multipart(...parts);
    const { entries, files } = await read(Buffer.from(body.toString(), 'latin1'), type);
    expect(entries).toEqual([{ name: asName, value: 'x' }]);
    expect(files).toMatchObject([{ name: asName, filename: asFilename, content: Buffer.from('bytes') }]);
  });

  it('is readable where it says nothing and is not in UTF-8', async () => {
    const { body, type } = multipart(field('a', 'Forl\xec \x80'));
    const { entries } = await read(Buffer.from(body.toString(), 'latin1'), type);
    expect(entries).toEqual([{ name: 'a', value: 'Forl\u00ec \u20ac' }]);
    const pairs = await read('a=Forl%EC+%80', 'application/x-www-form-urlencoded');
    expect(pairs.entries).toEqual(entries);
  });

  it.each(["filename*=klingon''caff%C3%A8.txt", "filename*=UTF-8''caff%E8%ZZ.txt"])(
    'is not refused for %s',
    async (filename) => {
      const { files } = await readParts(file(filename, 'x'));
      expect(files).toMatchObject([{ filename: expect.stringMatching(/^caff.+txt$/) }]);
    },
  );

  it('may have names that are dangerous to objects', async () => {
    expect((await readParts(field('__proto__', 'x'), field('constructor', 'y'))).entries).toHaveLength(2);
  });
});

describe('a form that cannot be read', () => {
  const { body, type } = multipart(field('a', 'b'), file('filename="c"', 'd'));

  it.each([
    ['is cut', body.subarray(0, -20), type],
    ['is empty', Buffer.alloc(0), type],
    ['is no form', Buffer.from('hello'), type],
    ['has no boundary', body, 'multipart/form-data'],
    ['has another boundary', body, 'multipart/form-data; boundary=other'],
    [
      'has a longer boundary than there may be',
      body.toString().replaceAll('grenze', LONG),
      `multipart/form-data; boundary=${LONG}`,
    ],
    ['has a part without a name', multipart('Content-Disposition: form-data\r\n\r\nx').body, type],
    ['has a part without headers', multipart('A: b\r\n\r\nx', field('a', 'b')).body, type],
    ['has a name of two lines', multipart(field('a\nb', 'x')).body, type],
  ])('%s: 400', async (_what, bytes, contentType) => {
    await expect(read(bytes, contentType)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('The form is broken'),
    });
  });

  it('is told when its line ends were changed on the way', async () => {
    await expect(read(body.toString().replaceAll('\r', ''), type)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('CR LF'),
    });
  });

  it('has too many parts, too long names, or too many bytes', async () => {
    const many = Array.from({ length: 10_001 }, (_, at) => `a${at}=1`).join('&');
    await expect(read(many, 'application/x-www-form-urlencoded')).rejects.toMatchObject({ status: 413 });
    const parts = Array.from({ length: 10_001 }, (_, at) => field(`a${at}`, '1'));
    await expect(readParts(...parts)).rejects.toMatchObject({ status: 413 });
    await expect(readParts(field('n'.repeat(1_001), 'x'))).rejects.toMatchObject({ status: 400 });
    await expect(read(`${'n'.repeat(1_001)}=x`, 'application/x-www-form-urlencoded')).rejects.toMatchObject({
      status: 400,
    });
    await expect(readParts(`A: ${'b'.repeat(17_000)}\r\n\r\nx`)).rejects.toMatchObject({ status: 400 });
    await expect(readParts(field('a', 'x'.repeat(4 * 1024 * 1024)))).rejects.toMatchObject({ status: 413 });
  });
});
