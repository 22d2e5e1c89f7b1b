import { headerFields } from '../smtp/headers.ts';
import { checkAccount, refuseOnDemand } from './account-rules.ts';
import type { sendingLimits } from './limits.ts';
import { addressesIn, checkMessage } from './message-rules.ts';
import type { mailRecords, TakenMail } from './records.ts';
import { SesRefusal } from './refusal.ts';
import type { SendRequest } from './request.ts';
import type { Rules } from './rules.ts';

/** An account of SES in one Region. */
export type Account = {
  rules: Rules;
  region: string;
  limits: ReturnType<typeof sendingLimits>;
  records: ReturnType<typeof mailRecords>;
};

/** Takes a mail or throws `SesRefusal`; either is on record. `at` is machine time (ISO, UTC). */
export function takeMail({ rules, region, limits, records }: Account, request: SendRequest, at: string): TakenMail {
  const header = headerFields(request.raw);
  try {
    refuseOnDemand(rules, request.destinations);
    const destinations = checkMessage(request, header);
    checkAccount(rules, { region, request, header, recipients: destinations });
    limits.take(destinations);
    const [returnPath] = addressesIn(header, 'Return-Path');
    const [from = ''] = addressesIn(header, 'From');
    const { tags, configurationSet, raw } = request;
    const source = request.source ?? returnPath ?? from;
    const taken = { messageId: messageId(at), at, source, destinations, header, tags, configurationSet, raw };
    records.taken(taken);
    return taken;
  } catch (error) {
    if (error instanceof SesRefusal) records.refused(error, request, header, at);
    throw error;
  }
}

/** In the form of SES's ids: a Region's number, the time, and something random. */
function messageId(at: string): string {
  return `0102${Date.parse(at).toString(16).padStart(12, '0')}-${crypto.randomUUID()}-000000`;
}
