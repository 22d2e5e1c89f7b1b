import { SesRefusal } from './refusal.ts';

/** A request `SendRawEmail`. */
export type SendRequest = {
  source: string | undefined;
  /** Envelope recipients; empty when the header names them. */
  destinations: string[];
  raw: Buffer;
  configurationSet: string | undefined;
  tags: { name: string; value: string }[];
};

/** The actions that the local SES knows: https://docs.aws.amazon.com/ses/latest/APIReference/API_Operations.html. */
const ACTIONS = ['SendRawEmail', 'GetSendQuota', 'GetAccountSendingEnabled', 'GetSendStatistics'] as const;

/** The action that a request of the query protocol asks for. Throws `SesRefusal` for one that the local SES does not know. */
export function actionOf(body: string): (typeof ACTIONS)[number] {
  const asked = new URLSearchParams(body).get('Action');
  const action = ACTIONS.find((each) => each === asked);
  if (!action) throw new SesRefusal('InvalidAction', `Could not find operation ${asked} for version 2010-12-01`);
  return action;
}

/** Reads a request `SendRawEmail` (https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html). */
export function readRequest(body: string): SendRequest {
  const form = new URLSearchParams(body);
  return {
    source: form.get('Source') ?? undefined,
    destinations: members(form, (index) => form.get(`Destinations.member.${index}`)),
    raw: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64'),
    configurationSet: form.get('ConfigurationSetName') ?? undefined,
    tags: members(form, (index) => {
      const name = form.get(`Tags.member.${index}.Name`);
      return name === null ? null : { name, value: form.get(`Tags.member.${index}.Value`) ?? '' };
    }),
  };
}

/** The members of a list: counted from 1, without gaps. */
function members<T>(form: URLSearchParams, read: (index: number) => T | null): T[] {
  const found: T[] = [];
  for (let index = 1; index <= form.size; index++) {
    const member = read(index);
    if (member === null) break;
    found.push(member);
  }
  return found;
}
