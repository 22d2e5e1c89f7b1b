import { type NewsOf, tellFormNews } from '../notify/form-mail.ts';
import { digestReaders } from '../notify/held-readers.ts';
import type { Posted } from '../notify/post.ts';
import { readerOf } from '../notify/recipients-of.ts';
import { DONE, type Outcome } from '../outcome.ts';
import { isOwnAddress } from '../ticket/desk-addresses.ts';
import { type FormNews, type FormRecord, newsOf } from '../ticket/form-record.ts';
import type { Desk } from '../ticket/ports.ts';
import { shortReason } from '../ticket/task.ts';
import { reportInTheirPlace } from './steps/recipients.ts';

/**
 * Tells the owners of forms what came of them, each thing once: that deliveries are refused, that one had the id of another, that a secret was
 * changed, that nothing comes. What the mail service cannot take now goes at a later sweep; one sweep runs at a time, and a crash
 * between mail and note repeats one mail. Of what it will never take for the owner, the lead hears in their place, or whoever reads in the
 * lead's. Gives the names of sources whose owner could not be told.
 */
export async function sweepForms(desk: Desk): Promise<string[]> {
  const failed: string[] = [];
  for (const record of await desk.formRecords.list()) {
    for (const news of newsOf(record, desk.now())) {
      try {
        await tell(desk, record, news);
      } catch (error) {
        failed.push(record.name);
        desk.log.error('cannot tell the owner of a form', { source: record.name, news, error });
      }
    }
  }
  return failed;
}

async function tell(desk: Desk, record: FormRecord, news: FormNews): Promise<void> {
  if (record.owner === undefined) return;
  const { result, at } = await tellFormNews(desk, { address: record.owner }, { record, news });
  if (result.outcome === 'later') return;
  if (result.outcome === 'done') return desk.formRecords.told(record.name, news, at);
  const told = await tellInPlace(desk, record, { news, reason: result.reason });
  if (told.outcome !== 'later') await desk.formRecords.told(record.name, news, at, { inPlace: true });
}

/**
 * News of a form that left for its owner came back: `sources list` and the doctor show it, and the team hears the news in the owner's place.
 * Again it changes nothing more, and so does a form that is removed. `later`: the mail service takes none now. Throws what a port throws.
 */
export async function formOwnerUnreached(desk: Desk, { name, news }: NewsOf, reason: string): Promise<Outcome> {
  const record = (await desk.formRecords.list()).find((each) => each.name === name);
  return record ? tellInPlace(desk, record, { news, reason }) : DONE;
}

/** Notes that the owner cannot be reached, and tells the first of the team who can be: those of the lead's group together. */
async function tellInPlace(
  desk: Desk,
  record: FormRecord,
  { news, reason }: { news: FormNews; reason: string },
): Promise<Outcome> {
  const { name } = record;
  const why = shortReason(reason);
  await desk.formRecords.unreached(name, { at: desk.now().toISOString(), why });
  const team = { agents: await desk.agents.list(), settings: desk.settings, now: desk.now() };
  const unreached = new Set<string>();
  for (;;) {
    const { people, isNobodyOnDuty } = digestReaders({ ...team, unreached });
    if (isNobodyOnDuty) reportInTheirPlace(desk, { form: name, news }, people.length);
    if (people.length === 0) return DONE;
    const posted: Posted[] = [];
    for (const to of people) posted.push(await tellFormNews(desk, to, { record, news }, { unreached: why }));
    if (posted.some((each) => hasHeard(desk, each))) return DONE;
    const later = posted.map(({ result }) => result).find((result) => result.outcome === 'later');
    if (later) return later;
    for (const to of people) unreached.add(readerOf(to));
  }
}

/** Whether a mail went, or its reader had the same one before: only an address of ours is withheld for another reason. */
function hasHeard({ settings }: Pick<Desk, 'settings'>, { to, result }: Posted): boolean {
  return result.outcome === 'done' || (result.outcome === 'withheld' && !isOwnAddress(settings, to));
}
