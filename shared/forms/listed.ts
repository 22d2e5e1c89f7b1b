/** Words that are written one after the other, parted by a comma and a space, as a list. */
export const listed = (words: string): string[] => words.split(', ');
