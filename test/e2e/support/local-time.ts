const HOUR_MS = 3_600_000;

/**
 * A time zone in which it is between one and two hours before `hour` o'clock now, and the speed at which a desk comes there within forty
 * seconds: what falls due at a time of the day falls due while a test runs. `at`: that hour (ISO, UTC).
 */
export function justBefore(hour: number, now = new Date()): { timeZone: string; speed: number; at: string } {
  const ahead = hour - 2 - now.getUTCHours();
  // Zones reach from 12 hours behind to 14 ahead. In their names the sign is turned round (the tz database, file `etcetera`).
  const offset = ahead < -12 ? ahead + 24 : ahead;
  const at = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS + 2 * HOUR_MS).toISOString();
  return { at, timeZone: `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`, speed: 180 };
}
