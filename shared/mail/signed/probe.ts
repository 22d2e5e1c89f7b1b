import { domainOf } from '../../address.ts';
import type { Settings } from '../../settings.ts';
import { MADE_PATTERN, madeAt, madeText } from './made-at.ts';
import { ALPHABET, isSigned, SIGNATURE_PATTERN, sign } from './signature.ts';

/**
 * Mails by which the desk looks at itself: the canary of each sweep, which comes to nothing, and that of `desk smoke`, which becomes a ticket
 * of which nobody hears.
 */
export type ProbeKind = 'canary' | 'smoke';

/** What a field says of a mail: which probe it is, and when it was made (ISO, UTC, whole seconds). */
export type Probe = {
  kind: ProbeKind;
  id: string;
  made: string;
  /** A canary that the mail service had too late to say anything of how mail comes through now. */
  isLate?: true;
};

/** The field's name; its value is kind, id, when it was made, and a signature. Not the field of our other mails: one that comes back with that is dropped. */
const NAME = 'X-Support-Desk-Probe';

/** The id of a probe, for patterns. */
const PROBE_ID = `[${ALPHABET}]{16}`;

const VALUE = new RegExp(`^(canary|smoke) (${PROBE_ID})\\.(${MADE_PATTERN})\\.(${SIGNATURE_PATTERN})$`);

/** How long a probe counts as one, from when it was made to when the mail service had it. In ms. */
const PROBE_MS = 10 * 60_000;

/** By how much the clocks of who signs and of the mail service may differ. In ms. */
const CLOCKS_DIFFER_MS = 60_000;

/** Each has its own purpose: a canary's signature makes no smoke ticket, nor the other way round, nor does any link or address of ours. */
const PURPOSE = { canary: 'canary/1', smoke: 'smoke/1' } as const;

/** The address that probes come from, and nothing else. No mail is received for it. */
export function canaryAddress({ supportAddress }: Pick<Settings, 'supportAddress'>): string {
  return `canary@${domainOf(supportAddress)}`;
}

/** The field that makes a mail from the canary's address to the support address a probe. `made` is ISO, UTC. */
export function probeHeader(
  key: string,
  settings: Pick<Settings, 'supportAddress'>,
  { kind, id, made }: Probe,
): { name: string; value: string } {
  const time = madeText(made);
  const signature = sign(key, PURPOSE[kind], [...betweenWhom(settings), id, time]);
  return { name: NAME, value: `${kind} ${id}.${time}.${signature}` };
}

/**
 * The probe that a received mail is; undefined for any other mail, a forged one among them, and a late one of `desk smoke`: it is then what any mail would be. Asked
 * are its own header, its envelope's recipients, and when the mail service had it (ISO, UTC), which no sender controls.
 */
export function readProbe(
  keys: readonly string[],
  settings: Pick<Settings, 'supportAddress'>,
  mail: { fields: readonly { name: string; value: string }[]; recipients: readonly string[]; receivedAt: string },
): Probe | undefined {
  const [value, ...others] = valuesOf(mail.fields, NAME);
  const [, word, id = '', time = '', signature = ''] = (others.length === 0 && VALUE.exec(value ?? '')) || [];
  if (word === undefined) return undefined;
  const [from, to] = betweenWhom(settings);
  const [writer = '', ...more] = valuesOf(mail.fields, 'From');
  const isFrom = more.length === 0 && writer.replace(/^<(.*)>$/, '$1').toLowerCase() === from;
  const isTo = mail.recipients.length === 1 && mail.recipients[0]?.toLowerCase() === to;
  const kind = word === 'canary' ? 'canary' : 'smoke';
  if (!isFrom || !isTo || !isSigned(keys, PURPOSE[kind], [from, to, id, time], signature)) return undefined;
  const made = madeAt(time);
  if (isFresh(made, mail.receivedAt)) return { kind, id, made };
  // After hours of delay there are dozens: as tickets they would stand in the way of the mail that was late with them.
  return kind === 'canary' && made < mail.receivedAt ? { kind, id, made, isLate: true } : undefined;
}

/** Whether something that was made then still counts at `at`, both ISO, UTC. */
export function isFresh(made: string, at: string): boolean {
  const age = Date.parse(at) - Date.parse(made);
  return age >= -CLOCKS_DIFFER_MS && age <= PROBE_MS;
}

function betweenWhom(settings: Pick<Settings, 'supportAddress'>): [from: string, to: string] {
  return [canaryAddress(settings), settings.supportAddress.toLowerCase()];
}

function valuesOf(fields: readonly { name: string; value: string }[], name: string): string[] {
  return fields.filter((field) => field.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value.trim());
}
