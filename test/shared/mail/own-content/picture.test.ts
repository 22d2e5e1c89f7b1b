import { describe, expect, it } from 'vitest';
import { isSayingPicture } from '../../../../shared/mail/own-content/picture.ts';

const CONTENT = Buffer.alloc(0);
const picture = (filename: string, size: number, more: { inline?: boolean; cid?: string } = {}) => ({
  filename,
  size,
  contentType: 'image/png',
  content: CONTENT,
  inline: more.inline ?? false,
  ...(more.cid === undefined ? {} : { cid: more.cid }),
});
const SHOWN = { inline: true, cid: 'x@1' };

describe('a picture', () => {
  it.each([
    picture('IMG_0001.jpg', 500),
    picture('image001.png', 500),
    picture('Screenshot.png', 21_000, SHOWN),
    picture('image.png', 60_000, SHOWN),
    picture('grafik.png', 30_000, SHOWN),
    picture('image003.png', 150_000, SHOWN),
    picture('scan.png', 500, { cid: 'x@1' }),
    picture('logo.png', 60_000),
  ])('says something: $filename of $size bytes', (file) => expect(isSayingPicture(file)).toBe(true));

  it.each([
    picture('pixel.gif', 43, SHOWN),
    picture('image.png', 8_000, SHOWN),
    picture('image001.png', 60_000, SHOWN),
    picture('image001.png', 4_000, { cid: 'x@1' }),
    picture('Outlook-abcd1234.png', 150_000, SHOWN),
    picture('logo.png', 60_000, SHOWN),
    picture('company_logo-2025.jpg', 60_000, SHOWN),
    picture('LinkedIn.png', 30_000, SHOWN),
    picture('signature.gif', 70),
  ])('is a signature’s: $filename of $size bytes', (file) => expect(isSayingPicture(file)).toBe(false));
});
