/** A number with its noun in English, `1 ticket`, `3 tickets`, for the trail and the command line. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
