import { styleText } from 'node:util';

const BAR_WIDTH = 40;

const green = (text: string) => styleText('green', text);
const grey = (text: string) => styleText('grey', text);

/** A line of the story, with the desk's time when it is known. */
export function tell(text: string, deskTime?: Date): void {
  const time = deskTime?.toISOString().slice(11, 16) ?? '     ';
  console.log(`${grey(time)}  ${text}`);
}

/** A thing that was to happen, and did. */
export function tick(text: string, deskTime?: Date): void {
  tell(`${green('✓')} ${text}`, deskTime);
}

/** Draws how much of a ticket's time is over, in place of the bar before; on a terminal only. */
export function drawProgress(ticket: { openedAt: string; respondBy: string }, deskTime: Date): void {
  if (!process.stdout.isTTY) return;
  const deadline = Date.parse(ticket.respondBy);
  const left = Math.max(0, deadline - deskTime.getTime());
  const full = Math.round(BAR_WIDTH * (1 - Math.min(1, left / (deadline - Date.parse(ticket.openedAt)))));
  const bar = green('█'.repeat(full)) + grey('░'.repeat(BAR_WIDTH - full));
  process.stdout.write(`\r       ${bar} ${Math.ceil(left / 60_000)} min left\x1b[K`);
}

/** Takes the bar away, so that the story goes on in its place. */
export function clearProgress(): void {
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
}
