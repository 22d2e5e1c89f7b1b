import { describe, expect, it } from 'vitest';
import { sanitizeHtml } from '../../../../shared/mail/html/sanitize.ts';
import { attachedPictures } from '../../../../shared/mail/own-content/attached-pictures.ts';

const DATA = 'iVBORw0KGgo=';

describe('pictures written into HTML', () => {
  it('become files that it shows', () => {
    const html = sanitizeHtml(`<p>a <img src="data:image/png;base64,${DATA}" alt="b"></p>`);
    const { html: shown, pictures } = attachedPictures(html);
    const [picture] = pictures;
    expect(pictures).toEqual([
      expect.objectContaining({ filename: 'picture-1.png', contentType: 'image/png', inline: true, size: 8 }),
    ]);
    expect(picture?.content.toString('base64')).toBe(DATA);
    expect(shown).toBe(`<p>a <img src="cid:${picture?.cid}" alt="b"></p>`);
    expect(sanitizeHtml(shown ?? '')).toBe(shown);
  });

  it('are one file where they are the same', () => {
    const one = `<img src="data:image/gif;base64,${DATA}">`;
    const { html, pictures } = attachedPictures(`${one}${one}<img src="data:image/jpeg;base64,AAAA">`);
    expect(pictures.map(({ filename }) => filename)).toEqual(['picture-1.gif', 'picture-2.jpeg']);
    expect(html?.match(/cid:/g)).toHaveLength(3);
  });

  it('are none where there is no HTML', () => {
    expect(attachedPictures(undefined)).toEqual({ html: undefined, pictures: [] });
  });
});
