import { isTimeZone } from '../../shared/sla/zone.ts';

/** A zone that a browser names, when there is such a one. */
export function knownZone(name: string | undefined): string | undefined {
  return name !== undefined && name.length <= 60 && isTimeZone(name) ? name : undefined;
}
