/**
 * What the files of one form are at most: their number, the bytes of one that the page's script sends, and the bytes of all that come with the
 * form, since Lambda takes no more (`app.ts`). `places`: slots of a page, which those that were taken away again have used as well.
 */
export const MOST_FILES = { files: 10, upload: 25_000_000, together: 4_000_000, places: 30 };

/** Characters of a page's token. */
export const MOST_TOKEN = 100;

export type MostFiles = typeof MOST_FILES;
