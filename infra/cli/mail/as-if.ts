import * as z from 'zod';
import { addressSchema } from '../../../shared/address.ts';
import { rawFields } from '../../../shared/intake/read-received.ts';
import type { InboundMail } from '../../../shared/mail/inbound.ts';
import type { ReceivedMail } from '../../../shared/mail/received-mail.ts';
import { judge, type Verdicts } from '../../../shared/mail/verdicts.ts';
import { type Settings, settingsSchema } from '../../../shared/settings.ts';
import { CommandError, type Io } from '../command.ts';
import { readInput } from '../read-input.ts';

const status = z.enum(['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED']);

/** What the mail service would say of a mail, and settings that differ from those of `cdk.json`. All of it may be left out. */
const asIfSchema = z.strictObject({
  /** Empty for the null return path; left out: the mail's `Return-Path`, else its From. */
  envelopeFrom: z.union([z.literal(''), addressSchema]).optional(),
  /** Left out: the desk's address. */
  recipients: z.array(addressSchema).min(1).optional(),
  /** Left out: neither spam nor virus, and nothing proved. */
  verdicts: z
    .strictObject({ spam: status, virus: status, spf: status, dkim: status, dmarc: status, dmarcPolicy: z.string() })
    .partial()
    .optional(),
  released: z.boolean().optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});
export type AsIf = z.infer<typeof asIfSchema>;

const VERDICTS: Verdicts = { spam: 'PASS', virus: 'PASS', spf: 'GRAY', dkim: 'GRAY', dmarc: 'GRAY' };

/** Reads the value of `--as-if`: JSON, or the name of a file with it. Throws an error that names each field that is wrong. */
export async function readAsIf(option: string | undefined, stdin: Io['stdin']): Promise<AsIf> {
  if (option === undefined) return {};
  const text = /^\s*\{/.test(option) ? option : await readInput(option, stdin);
  return checked(asIfSchema, parsed(text));
}

/** The settings of `cdk.json`, or those of a desk, with the changes of `--as-if`. */
export function settingsAsIf(settings: Settings, { settings: changes }: AsIf): Settings {
  return changes === undefined ? settings : checked(settingsSchema, { ...settings, ...changes }, 'settings.');
}

/** What the mail service would have said of this mail when it came at `at` (ISO, UTC). */
export function receivedAsIf(asIf: AsIf, settings: Settings, raw: Buffer, mail: InboundMail, at: string): ReceivedMail {
  const verdicts = { ...VERDICTS, ...asIf.verdicts };
  const path = rawFields(raw).find(({ name }) => name.toLowerCase() === 'return-path')?.value;
  return {
    id: 'as-if',
    receivedAt: at,
    raw: 'as-if',
    envelopeFrom: asIf.envelopeFrom ?? path?.replace(/[<>\s]/g, '') ?? mail.from?.address ?? '',
    recipients: asIf.recipients ?? [settings.supportAddress],
    authenticated: judge(verdicts).authenticated && !mail.isFromDoubtful,
    verdicts,
    header: {},
    ...(asIf.released !== undefined && { released: asIf.released }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandError(`--as-if is no JSON: ${(error as Error).message}`, 2);
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown, prefix = ''): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `--as-if: ${prefix}${path.join('.')}: ${message}`);
  throw new CommandError(lines.join('\n'), 2);
}
