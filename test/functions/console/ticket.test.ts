import { describe, expect, it } from 'vitest';
import { consoleWords } from '../../../functions/console/words/words.ts';
import { receiveMail } from '../../../shared/intake/receive-mail.ts';
import { addReader } from '../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../shared/use-cases/change-state.ts';
import { openTicket } from '../../../shared/use-cases/open-ticket.ts';
import { arrives } from '../../support/arrives.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { bruno, deskOf, mailed, messagesOf, requestOf, toldOf, waitingTicket } from '../../support/stories.ts';
import { browserOf } from './signed-in.ts';

const { ticket: words, queue } = consoleWords('en');

/** What a form of a page has hidden in it. */
const hiddenIn = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

/** The fields of the composer as the page has them now. */
async function composer(desk: MemoryDesk, id: string, agent = 'ada') {
  // Two messages of one instant have no order.
  desk.pass(1);
  const { text } = await browserOf(desk, agent).get(`/console/t/${id}`);
  return { token: hiddenIn(text, 'token'), seen: hiddenIn(text, 'seen'), readers: hiddenIn(text, 'readers') };
}

async function send(desk: MemoryDesk, id: string, fields: Record<string, string | File>, agent = 'ada') {
  return browserOf(desk, agent).post(`/console/t/${id}/messages?lang=en`, fields);
}

describe('the queue', () => {
  it('shows who waits, and by when', async () => {
    const desk = deskOf();
    const ticket = await waitingTicket(desk);
    const { status, text } = await browserOf(desk).get('/console?lang=en');
    expect(status).toBe(200);
    for (const part of [ticket.id, ticket.subject, `data-due="${ticket.clock.deadline}"`, queue.take])
      expect(text).toContain(part);
  });

  it('says when somebody wrote again, and until when one is out of sight', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await send(desk, id, { ...(await composer(desk, id)), as: 'answer', text: 'Try the other key.' });
    desk.pass(14 * 60);
    const at = desk.now().toISOString();
    const again = `From: anna@rossi.example\nTo: ${desk.sent[0]?.replyTo}\nSubject: Re: it\n\nStill broken.`;
    await receiveMail(desk, arrives(desk, again));
    const rows = async (tab: string) => (await browserOf(desk).get(`/console/rows?tab=${tab}&lang=en`)).text;
    expect(await rows('ours')).toContain(`${queue.wrote} <time datetime="${at}"`);
    await browserOf(desk).post(`/console/t/${id}/snooze`, { days: '3' });
    expect(await rows('snoozed')).toContain(`${queue.until} <time datetime="`);
  });

  it('says so when nobody waits', async () => {
    expect((await browserOf(deskOf()).get('/console?lang=en')).text).toContain(queue.empty.ours);
  });

  it('is asked for again in a line, and answered with nothing while nothing changed', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const first = await browserOf(desk).get('/console/rows');
    const tag = { 'if-none-match': first.headers.etag ?? '' };
    desk.pass(60);
    expect(await browserOf(desk).send('GET', '/console/rows', tag)).toMatchObject({ status: 304, text: '' });
    await browserOf(desk).post(`/console/t/${id}/take`, {});
    expect((await browserOf(desk).send('GET', '/console/rows', tag)).status).toBe(200);
  });

  it('gives a ticket to who takes it, which is mine then', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    expect(await browserOf(desk).post(`/console/t/${id}/take`, {})).toMatchObject({
      status: 303,
      location: `/console/t/${id}`,
    });
    expect((await desk.tickets.get(id))?.assignee).toBe('ada');
    expect((await browserOf(desk).get('/console?tab=mine')).text).toContain(id);
    expect((await browserOf(desk, 'bruno').get('/console?tab=mine')).text).not.toContain(id);
  });

  it('leads on beyond fifty, through who waits and who was answered, with none twice', async () => {
    const desk = deskOf();
    const ids: string[] = [];
    for (let number = 0; number < 60; number += 1)
      ids.push((await waitingTicket(desk, { source: `test:${number}` })).id);
    for (const id of ids.slice(0, 8)) {
      const now = desk.now().toISOString();
      const ticket = await desk.tickets.get(id);
      if (ticket) await desk.tickets.save({ ...ticket, state: 'answered', lastPublic: { at: now, by: 'customer' } });
    }
    const shown: string[] = [];
    let path: string | undefined = '/console';
    while (path !== undefined) {
      const { text } = await browserOf(desk).get(path);
      shown.push(...[...text.matchAll(/class="subject" href="\/console\/t\/([^"]+)"/g)].map(([, id = '']) => id));
      const [, next] = /href="(\/console\?from=[^"]*)">Next/.exec(text) ?? [];
      path = next?.replaceAll('&amp;', '&');
    }
    expect(shown.toSorted()).toEqual(ids.toSorted());
    expect(new Set(shown.slice(-8))).toEqual(new Set(ids.slice(0, 8)));
  });
});

describe('an answer', () => {
  it('goes to whom the page says, stops the clock, and is once however often it is sent', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const page = (await browserOf(desk).get(`/console/t/${id}?lang=en`)).text;
    expect(page).toContain('anna@rossi.example');
    const fields = { ...(await composer(desk, id)), as: 'answer', text: 'Try the other key.' };
    const sent = await send(desk, id, fields);
    expect(sent).toMatchObject({ status: 303, location: `/console/t/${id}?done=answered` });
    expect((await send(desk, id, fields)).status).toBe(303);
    expect(mailed(desk)).toEqual(['anna@rossi.example']);
    expect((await desk.tickets.get(id))?.state).toBe('answered');
    expect((await browserOf(desk).get(sent.location)).text).toContain(words.done.answered);
  });

  it('brings its files, and closes the ticket when that is asked', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const file = new File(['the other key'], 'key.txt', { type: 'text/plain' });
    const fields = { ...(await composer(desk, id)), as: 'answer', text: 'Here it is.', files: file, close: 'yes' };
    expect((await send(desk, id, fields)).status).toBe(303);
    expect((await messagesOf(desk, id))?.at(-1)?.attachments).toMatchObject([{ filename: 'key.txt', size: 13 }]);
    expect((await desk.tickets.get(id))?.state).toBe('closed');
  });

  it('after a colleague’s is not sent: its text is on the page again, which then knows what is new', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const mine = { ...(await composer(desk, id)), as: 'answer', text: 'Mine.' };
    await send(desk, id, { ...(await composer(desk, id, 'bruno')), as: 'answer', text: 'Bruno’s.' }, 'bruno');
    const refused = await send(desk, id, mine);
    expect(refused.status).toBe(409);
    for (const part of ['Mine.', 'Bruno’s.', 'role="alert"']) expect(refused.text).toContain(part);
    expect(mailed(desk)).toHaveLength(1);
    const again = { ...mine, seen: hiddenIn(refused.text, 'seen'), token: hiddenIn(refused.text, 'token') };
    expect((await send(desk, id, again)).status).toBe(303);
    expect(mailed(desk)).toHaveLength(2);
  });

  it('that the mail service refuses is said, and its text kept', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const reason = 'MessageRejected: Email address is not verified.';
    desk.faults.add({ port: 'mailer.send', times: 1, outcome: { outcome: 'refused', what: 'recipient', reason } });
    const answer = await send(desk, id, { ...(await composer(desk, id)), as: 'answer', text: 'Try it.' });
    expect(answer.status).toBe(422);
    for (const part of ['not verified', 'Try it.']) expect(answer.text).toContain(part);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
  });

  it('that waits for the mail service closes nothing', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.faults.add({ port: 'mailer.send', times: 1 });
    const fields = { ...(await composer(desk, id)), as: 'answer', text: 'Try it.', close: 'yes' };
    expect((await send(desk, id, fields)).location).toBe(`/console/t/${id}?done=parkedOpen`);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
  });

  it.each([
    ['nothing', { text: ' ' }, words.problems.empty],
    ['a time that is none', { text: 'Said.', byPhone: 'yesterday' }, words.problems.time],
  ])('with %s is asked for again', async (_, fields, why) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const answer = await send(desk, id, { ...(await composer(desk, id)), as: 'answer', ...fields });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(why);
    expect(desk.sent).toEqual([]);
  });
});

describe('a note', () => {
  it('stays with the team, once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const fields = { ...(await composer(desk, id)), as: 'note', text: 'Same as in October.' };
    for (const location of [`/console/t/${id}?done=noted`, `/console/t/${id}?done=noted`])
      expect((await send(desk, id, fields)).location).toBe(location);
    expect(desk.sent).toEqual([]);
    expect((await messagesOf(desk, id))?.filter(({ kind }) => kind === 'note')).toHaveLength(1);
  });
});

describe('a note that names a colleague', () => {
  it('is told to them', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await desk.team.drain();
    const before = await toldOf(desk, 'bruno', id);
    await send(desk, id, { ...(await composer(desk, id)), as: 'note', text: '@bruno have you seen this?' });
    await desk.team.drain();
    expect(await toldOf(desk, 'bruno', id)).toBe(before + 1);
  });
});

describe('a change', () => {
  it.each([
    ['assign', { assignee: 'bruno' }, { assignee: 'bruno' }],
    ['priority', { priority: '2', reason: 'It spreads.' }, { priority: 2 }],
    ['close', { closeAs: 'spam' }, { state: 'closed', cancelled: 'spam' }],
    [
      'readers',
      { address: 'it@rossi.example', name: 'IT' },
      { participants: [{ address: 'it@rossi.example', name: 'IT' }] },
    ],
    ['plan', { plan: 'premium' }, { agreedPlan: 'premium' }],
    [
      'requester',
      { requester: 'maria@rossi.example', requesterName: 'Maria' },
      { requester: { address: 'maria@rossi.example' } },
    ],
    ['tags', { tags: 'billing, vip' }, { tags: ['billing', 'vip'] }],
    ['links/revoke', {}, { linksFrom: expect.any(String) }],
  ])('%s is made, and the page says so', async (name, fields, changed) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const answer = await browserOf(desk).post(`/console/t/${id}/${name}`, fields);
    expect(answer.status).toBe(303);
    expect(await desk.tickets.get(id)).toMatchObject(changed);
    expect((await browserOf(desk).get(`${answer.location}&lang=en`)).text).toMatch(/class="banner ok" role="status"/);
  });

  it('that may not be made is refused on the page, with what was being written', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const refusals = consoleWords('en').refusals(String);
    for (const [name, fields, why] of [
      ['close', { closeAs: '' }, refusals.closeReason({ reasons: [] })],
      ['close', { closeAs: 'duplicate' }, refusals.twinMissing()],
      ['priority', { priority: '2', reason: '' }, refusals.reasonMissing()],
      ['readers', { address: 'nobody' }, refusals.addressWrong()],
      ['plan', { plan: 'gold' }, refusals.planWrong({ plans: [] })],
    ] as const) {
      const answer = await browserOf(desk).post(`/console/t/${id}/${name}`, fields);
      expect([name, answer.status]).toEqual([name, 422]);
      expect(answer.text).toContain(why);
    }
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'waiting', priority: 3, participants: [] });
  });

  it.each([
    ['priority', { priority: '2', reason: 'It spreads.' }, 'priority'],
    ['plan', { plan: 'basic' }, 'unchanged'],
    ['plan', { plan: 'premium' }, 'terms'],
  ])('of %s to %o is said as what became of it', async (name, fields, said) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const { location } = await browserOf(desk).post(`/console/t/${id}/${name}`, fields);
    expect(location).toBe(`/console/t/${id}?done=${said}`);
  });

  it('of which the customer is not told, since no time moves, says so', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await send(desk, id, { ...(await composer(desk, id)), as: 'answer', text: 'Try the other key.' });
    const mails = desk.sent.length;
    const change = async (name: string, fields: Record<string, string>) =>
      (await browserOf(desk).post(`/console/t/${id}/${name}`, fields)).location;
    expect(await change('priority', { priority: '4', reason: 'It is not urgent.' })).toContain('done=priorityAlone');
    expect(await change('plan', { plan: 'premium' })).toContain('done=termsAlone');
    expect(desk.sent.length).toBe(mails);
  });

  it('hides all of a message by its own button alone, and nothing because a field is empty', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const key = (await messagesOf(desk, id))[0]?.key ?? '';
    const hide = async (fields: Record<string, string>) =>
      (await browserOf(desk).post(`/console/t/${id}/m/${key}/redact`, fields)).status;
    const text = async () => (await messagesOf(desk, id))[0]?.text ?? '';
    const before = await text();
    expect(await hide({ words: ' ' })).toBe(422);
    expect(await text()).toBe(before);
    expect(await hide({ words: '', whole: 'yes' })).toBe(303);
    expect(await text()).not.toContain('nobody gets in');
  });

  it('leaves what a former agent wrote under their own name, whoever has their id now', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await send(desk, id, { ...(await composer(desk, id, 'bruno')), as: 'answer', text: 'Try it.' }, 'bruno');
    await desk.agents.remove('bruno');
    await desk.agents.put({ ...bruno, name: 'Brunella', addresses: ['brunella@support.example'] });
    const { text } = await browserOf(desk).get(`/console/t/${id}`);
    expect(text).toContain('<span class="who">Bruno</span>');
  });

  it('takes an answered ticket out of sight for some days, and wakes it up', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await send(desk, id, { ...(await composer(desk, id)), as: 'answer', text: 'Try the other key.' });
    const tab = async (name: string) => (await browserOf(desk).get(`/console?tab=${name}`)).text.includes(id);
    expect(await tab('answered')).toBe(true);
    expect((await browserOf(desk).post(`/console/t/${id}/snooze`, { days: '3' })).status).toBe(303);
    expect([await tab('answered'), await tab('snoozed')]).toEqual([false, true]);
    expect((await browserOf(desk).post(`/console/t/${id}/snooze/end`, {})).status).toBe(303);
    expect(await tab('answered')).toBe(true);
    expect((await browserOf(desk).post(`/console/t/${id}/snooze`, { days: 'soon' })).status).toBe(422);
  });

  it('opens a closed ticket again, and its clock runs on', async () => {
    const desk = deskOf();
    const { id, clock } = await waitingTicket(desk);
    await browserOf(desk).post(`/console/t/${id}/close`, { closeAs: 'withdrawn' });
    expect((await browserOf(desk).post(`/console/t/${id}/reopen`, {})).status).toBe(303);
    expect(await desk.tickets.get(id)).toMatchObject({ state: 'waiting', clock: { deadline: clock.deadline } });
  });

  it('is made by nobody from another site', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const answer = await browserOf(desk).post(
      `/console/t/${id}/close`,
      { closeAs: 'spam' },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(answer.status).toBe(403);
    expect((await desk.tickets.get(id))?.state).toBe('waiting');
  });
});

describe('a page', () => {
  it('of no ticket is a page that says so', async () => {
    const desk = deskOf();
    for (const path of ['/console/t/T-00000000', '/console/t/nothing', '/console/nothing'])
      expect((await browserOf(desk).get(path)).status).toBe(404);
  });

  it('has a stranger’s words as words', async () => {
    const desk = deskOf();
    const evil = '"><script>alert(1)</script>';
    const { id } = await waitingTicket(desk, {
      subject: evil,
      text: evil,
      requester: { address: 'anna@rossi.example', name: evil, verified: true },
    });
    for (const path of ['/console', `/console/t/${id}`])
      expect((await browserOf(desk).get(path)).text).not.toContain('<script>alert');
  });
});

describe('a change that is refused', () => {
  it('is said beside its field, in the language it is in, with all that was typed', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const refused = await browserOf(desk).post(`/console/t/${id}/close?lang=it`, {
      closeAs: 'duplicate',
      twin: 't-nope',
    });
    expect(refused.status).toBe(422);
    const { twinUnknown } = consoleWords('it').refusals(String);
    expect(refused.text).toContain(`<a href="#twin">${twinUnknown({ twin: 'T-NOPE' })}</a>`);
    expect(refused.text).toMatch(/<details open><summary>[^<]*<\/summary><form[^>]*\/close"/);
    expect(refused.text).toMatch(/id="twin" name="twin" value="t-nope"[^>]* aria-invalid="true"/);
    expect(refused.text).toContain('<option value="duplicate" selected>');
  });

  it('says an instant as who looks reads it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { priority: 1 });
    await send(desk, id, { ...(await composer(desk, id)), as: 'answer', text: 'Which key?', asks: 'yes' });
    const { text } = await browserOf(desk).post(`/console/t/${id}/snooze?lang=it`, { days: '3' });
    expect(text).toMatch(/Il cliente ha tempo fino a lun 30 nov, \d\d:\d\d \(UTC\+1\) per rispondere/);
  });

  it('of a message leads to it', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const [message] = (await messagesOf(desk, id)) ?? [];
    const { status, text } = await browserOf(desk).post(`/console/t/${id}/m/${message?.key}/redact?lang=it`, {
      words: 'nothing of it',
    });
    expect(status).toBe(422);
    const { wordsNotThere } = consoleWords('it').refusals(String);
    expect(text).toContain(`<a href="#m-${message?.key}">${wordsNotThere()}</a>`);
  });

  it.each([
    ['priority', { priority: '1', reason: '' }, 'reason'],
    ['close', {}, 'closeAs'],
    ['tags', { tags: '!!' }, 'tags'],
    // There is no field for it while the ticket waits.
    ['snooze', { days: '0' }, 'change'],
    ['requester', { requester: 'nobody' }, 'requester'],
    ['customer', { customer: 'who?' }, 'customer'],
    ['readers', { address: 'nobody' }, 'address'],
    ['assign', { assignee: 'zoe' }, 'assignee'],
    ['outside/file', { message: 'x' }, 'change'],
  ])('leads to where it is asked: %s', async (action, fields, field) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const { status, text } = await browserOf(desk).post(`/console/t/${id}/${action}`, fields);
    expect(status).toBe(422);
    expect(text).toContain(`<a href="#${field}"`);
    expect(text).toContain(`id="${field}"`);
  });
});

describe('a ticket that is somebody’s', () => {
  it('is made nobody’s', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await browserOf(desk).post(`/console/t/${id}/assign`, { assignee: 'bruno' });
    expect((await browserOf(desk).get(`/console/t/${id}?lang=en`)).text).toContain('>Nobody</option>');
    expect((await browserOf(desk).post(`/console/t/${id}/assign`, { assignee: '@nobody' })).status).toBe(303);
    expect((await desk.tickets.get(id))?.assignee).toBeUndefined();
  });
});

describe('what is sent second from one page', () => {
  it.each([
    ['another answer', { text: 'Price is 100.' }],
    ['an answer after a note', { text: 'Price is 10.', as: 'answer' }],
  ])('is kept, and asked for again: %s', async (_, change) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const first = { ...(await composer(desk, id)), as: 'as' in change ? 'note' : 'answer', text: 'Price is 10.' };
    expect((await send(desk, id, first)).status).toBe(303);
    const refused = await send(desk, id, { ...first, ...change });
    expect(refused.status).toBe(409);
    for (const part of [words.problems.other, change.text]) expect(refused.text).toContain(part);
    desk.pass(1);
    const fresh = { token: hiddenIn(refused.text, 'token'), seen: hiddenIn(refused.text, 'seen') };
    expect((await send(desk, id, { ...first, ...change, ...fresh })).status).toBe(303);
    expect(desk.sent.at(-1)?.text).toContain(change.text);
  });
});

describe('an answer whose readers have changed since its page', () => {
  it('goes to nobody whom the page did not show', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const fields = { ...(await composer(desk, id)), as: 'answer', text: 'Your password is swordfish.' };
    await browserOf(desk, 'bruno').post(`/console/t/${id}/readers`, { address: 'boss@rossi.example' });
    const refused = await send(desk, id, fields);
    expect(refused.status).toBe(409);
    for (const part of [words.problems.readers, 'swordfish', 'boss@rossi.example'])
      expect(refused.text).toContain(part);
    expect(mailed(desk)).not.toContain('boss@rossi.example');
    const fresh = { token: hiddenIn(refused.text, 'token'), readers: hiddenIn(refused.text, 'readers') };
    expect((await send(desk, id, { ...fields, ...fresh })).status).toBe(303);
    expect(mailed(desk)).toContain('boss@rossi.example');
  });
});

describe('what the customer wrote meanwhile', () => {
  it.each([
    ['close', {}],
    ['snooze', { days: '30' }],
  ])('is not put out of sight: %s', async (action, fields) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    await send(desk, id, { ...(await composer(desk, id)), as: 'answer', text: 'Try it.' });
    const { seen } = await composer(desk, id);
    const [mail] = desk.sent;
    desk.pass(60);
    const answer = `From: anna@rossi.example\nTo: ${mail?.replyTo}\nSubject: Re: it\n\nIt is on fire now!`;
    await receiveMail(desk, arrives(desk, answer));
    const refused = await browserOf(desk).post(`/console/t/${id}/${action}`, { ...fields, seen });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('on fire');
    expect((await desk.tickets.get(id))?.state).toBe('answered');
    const now = await composer(desk, id);
    expect((await browserOf(desk).post(`/console/t/${id}/${action}`, { ...fields, seen: now.seen })).status).toBe(303);
  });
});

describe('what came from outside meanwhile', () => {
  const ANNA = 'anna@rossi.example';

  /** Somebody writes to a ticket in Anna's name, which nothing proves. */
  async function forge(desk: MemoryDesk, id: string, text: string) {
    const mail = `Message-ID: <${text.length}@evil.example>\nFrom: ${ANNA}\nTo: help@support.example\nSubject: Re: [${id}] it\n\n${text}`;
    const envelope = { recipients: ['help@support.example'], envelopeFrom: 'x@evil.example', authenticated: false };
    await receiveMail(desk, arrives(desk, mail, { id: `forged-${text.length}`, ...envelope }));
  }

  const outsideOf = async (desk: MemoryDesk, id: string) => (await desk.tickets.get(id))?.outside?.length ?? 0;

  /** The hidden fields of the form of a page that is sent there. */
  function fieldsOf(page: string, action: string): Record<string, string> {
    const form = page.split('<form').find((each) => each.includes(`action="${action}"`)) ?? '';
    const hidden = form.split('</form>')[0]?.matchAll(/name="([^"]*)" value="([^"]*)"/g) ?? [];
    return Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value]));
  }

  it.each([
    ['confirm', {}],
    ['readers', { address: ANNA }],
    ['requester', { requester: ANNA, requesterName: 'Anna' }],
  ])('is not taken in by who has not seen it: %s', async (name, typed) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk, { requester: { address: ANNA, verified: false } });
    const action = `/console/t/${id}/${name}`;
    const press = async (page: string) =>
      browserOf(desk).post(`${action}?lang=en`, { ...fieldsOf(page, action), ...typed });
    const { text: page } = await browserOf(desk).get(`/console/t/${id}`);
    desk.pass(60);
    await forge(desk, id, 'Please send the new password to evil@evil.example.');
    desk.pass(5);
    const refused = await press(page);
    expect(refused.status).toBe(409);
    for (const part of [words.compose.overtaken, 'evil@evil.example']) expect(refused.text).toContain(part);
    expect(await outsideOf(desk, id)).toBe(1);
    expect((await press(refused.text)).status).toBe(303);
  });

  it.each(['file', 'dismiss'])('is not settled beside the one that is meant: %s', async (name) => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    desk.pass(60);
    await forge(desk, id, 'One.');
    const { text: page } = await browserOf(desk).get(`/console/t/${id}`);
    desk.pass(60);
    await forge(desk, id, 'Another.');
    const action = `/console/t/${id}/outside/${name}`;
    expect((await browserOf(desk).post(action, { message: '' })).status).toBe(422);
    expect((await browserOf(desk).post(action, fieldsOf(page, action))).status).toBe(303);
    expect(await outsideOf(desk, id)).toBe(1);
  });
});

describe('a ticket that a colleague has taken meanwhile', () => {
  it('stays theirs, and says so', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    expect((await browserOf(desk, 'bruno').post(`/console/t/${id}/take`, {})).status).toBe(303);
    const refused = await browserOf(desk).post(`/console/t/${id}/take?lang=en`, {});
    expect(refused.status).toBe(409);
    expect(refused.text).toContain(words.problems.taken('Bruno'));
    expect((await desk.tickets.get(id))?.assignee).toBe('bruno');
    expect((await browserOf(desk).post(`/console/t/${id}/assign`, { assignee: 'ada' })).status).toBe(303);
  });
});

describe('whoever is done with a ticket', () => {
  it('is led to the next one that waits and is nobody else’s', async () => {
    const desk = deskOf();
    const first = await waitingTicket(desk);
    desk.pass(1);
    const brunos = await openTicket(desk, requestOf(desk, { source: 'mail:2', subject: 'Of Bruno' }));
    desk.pass(1);
    const next = await openTicket(desk, requestOf(desk, { source: 'mail:3', subject: 'The next one' }));
    await browserOf(desk, 'bruno').post(`/console/t/${brunos.ticket.id}/take`, {});
    const fields = { ...(await composer(desk, first.id)), as: 'answer', text: 'It is the fuse.' };
    const { location } = await send(desk, first.id, fields);
    const { text } = await browserOf(desk).get(`${location}&lang=en`);
    expect(text).toContain(`<a href="/console/t/${next.ticket.id}">${words.next} P3 The next one</a>`);
    expect((await browserOf(desk).get(`/console/t/${first.id}?lang=en`)).text).not.toContain(words.next);
  });
});

describe('an answer that broke off', () => {
  it('is said to be under way when it is sent again at once, and goes a minute later, once', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const first = await composer(desk, id);
    desk.faults.add({ port: 'tickets.addMessage', times: 1 });
    expect((await send(desk, id, { ...first, as: 'answer', text: 'It is the fuse.' })).status).toBe(503);
    const second = await composer(desk, id);
    const held = await send(desk, id, { ...second, as: 'answer', text: 'It is the fuse.' });
    expect(held.status).toBe(409);
    expect(held.text).toContain(words.compose.underWay);
    expect(held.text).not.toContain(words.compose.overtaken);
    desk.pass(60);
    expect((await send(desk, id, { ...second, as: 'answer', text: 'It is the fuse.' })).status).toBe(303);
    expect((await messagesOf(desk, id)).filter(({ author }) => author === 'agent')).toHaveLength(1);
  });

  it('goes to nobody who was let in while it was being claimed', async () => {
    const desk = deskOf();
    const { id } = await waitingTicket(desk);
    const page = await composer(desk, id);
    const { save } = desk.tickets;
    let isFirst = true;
    desk.tickets.save = async (ticket) => {
      if (isFirst) {
        isFirst = false;
        const at = desk.now().toISOString();
        await addReader(desk, { ticketId: id, agent: bruno, at, address: 'boss@rossi.example' });
      }
      return save(ticket);
    };
    const answer = await send(desk, id, { ...page, as: 'answer', text: 'It is the fuse.' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain(words.problems.readers);
    await desk.team.drain();
    expect(desk.sent.flatMap(({ to }) => to)).not.toContain('boss@rossi.example');
  });
});

it.each([
  ['priority', { priority: '1', reason: 'all is down' }],
  ['requester', { requester: 'elsa@rossi.example' }],
  ['readers', { address: 'elsa@rossi.example' }],
  ['customer', { customer: '' }],
  ['plan', { plan: 'premium' }],
])('a change of a closed duplicate names the ticket that goes on, in both languages: %s', async (name, fields) => {
  const desk = deskOf();
  const [{ id }, { id: twin }] = [await waitingTicket(desk), await waitingTicket(desk, { source: 'mail:twin' })];
  const by = { ticketId: id, agent: bruno, at: desk.now().toISOString() };
  await changeState(desk, { ...by, state: 'closed', reason: 'duplicate', twin });
  for (const language of ['en', 'it'] as const) {
    const { status, text } = await browserOf(desk).post(`/console/t/${id}/${name}?lang=${language}`, fields);
    expect(status).toBe(409);
    expect(text).toContain(consoleWords(language).refusals(String).changeElsewhere({ ticket: id, twin }));
  }
});
