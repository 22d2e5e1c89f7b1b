import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { countingAt, readSource } from '../../../shared/forms/stored-source.ts';
import type { Finding } from './finding.ts';

/** Sources of forms of which a part, or every secret, cannot be used. `machineNow`: secrets end by it. */
export function checkSources(sources: Record<string, unknown>, machineNow: Date): Finding[] {
  return Object.entries(sources).flatMap(([name, stored]) => {
    const { source, unusable } = readSource(name, stored, PROVIDERS);
    const finding = (says: string, command: string): Finding => ({
      kind: 'source',
      about: `form ${name}`,
      says,
      mend: `npm run desk -- sources ${command}`,
    });
    const parts = unusable.map((part) => {
      const field = part.name.slice(name.length + 1);
      if (field === 'type') return finding(`${field} ${part.reason}`, `remove ${name}, and add it again`);
      return finding(`${field} ${part.reason}`, `${field.startsWith('secrets') ? 'rotate' : 'change'} ${name}`);
    });
    if (!source || source.isDisabled || source.page || countingAt(source.secrets, machineNow).length > 0) return parts;
    return [...parts, finding('no secret counts: each delivery is refused', `rotate ${name}`)];
  });
}
