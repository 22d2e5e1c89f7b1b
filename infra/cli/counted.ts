/** A number with its noun, `1 ticket`, `3 tickets`, as the command line and the trail say it. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
