import { atStage } from '../../../shared/at-stage.ts';
import { PROVIDERS } from '../../../shared/forms/providers.ts';
import { countingAt, readSource } from '../../../shared/forms/stored-source.ts';
import type { FormRecord } from '../../../shared/ticket/form-record.ts';
import type { DoctorDesk } from './doctor-desk.ts';
import type { Finding } from './finding.ts';

/** Sources of forms of which a part, or every secret, cannot be used; secrets end by the time of the machine. */
export function checkSources({ stage, desk }: DoctorDesk, sources: Record<string, unknown>): Finding[] {
  const machineNow = desk.machineNow();
  return Object.entries(sources).flatMap(([name, stored]) => {
    const { source, unusable } = readSource(name, stored, PROVIDERS);
    const finding = (says: string, command: string, more = ''): Finding => ({
      kind: 'source',
      about: `form ${name}`,
      says,
      mend: `npm run desk -- sources ${command}${atStage(stage)}${more}`,
    });
    const parts = unusable.map((part) => {
      const field = part.name.slice(name.length + 1);
      if (field === 'type') return finding(`${field} ${part.reason}`, `remove ${name}`, ', and add it again');
      return finding(`${field} ${part.reason}`, `${field.startsWith('secrets') ? 'rotate' : 'change'} ${name}`);
    });
    if (!source || source.isDisabled || source.page || countingAt(source.secrets, machineNow).length > 0) return parts;
    return [...parts, finding('no secret counts: each delivery is refused', `rotate ${name}`)];
  });
}

/** Sources of forms whose owner cannot be reached: of what comes of them the team hears, and nobody mends the form. */
export function checkOwners({ stage }: DoctorDesk, records: readonly FormRecord[]): Finding[] {
  return records.flatMap(({ name, owner, unreachedFrom, whyUnreached = '' }) =>
    owner === undefined || unreachedFrom === undefined
      ? []
      : {
          kind: 'source',
          about: `form ${name}`,
          says: `its owner is not reached since ${unreachedFrom}: ${whyUnreached}`,
          mend: `npm run desk -- sources change ${name} --owner ADDRESS${atStage(stage)}`,
        },
  );
}
