import { checkTimeZone } from '../../shared/sla/zone.ts';

/** A zone that a browser names, when there is such a one. */
export function knownZone(name: string | undefined): string | undefined {
  if (name === undefined || name.length > 60) return undefined;
  try {
    checkTimeZone(name);
    return name;
  } catch {
    return undefined;
  }
}
