/** Languages in which the desk writes to customers (ISO 639-1). A further one is a file of words and an entry here. */
export const LANGUAGES = ['en', 'it'] as const;
export type Language = (typeof LANGUAGES)[number];
