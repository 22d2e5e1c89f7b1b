import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningDesk, startDesk } from './support/desk.ts';
import { waitFor } from './support/wait-for.ts';

/** Corrections, calls, hidden words and leavers on the running desk: by SMTP, by HTTP, and by an admin's commands. */

const SECRET = 'hunter2-Xyz!';

let desk: RunningDesk;
// One for each story: of more than five notices in a minute an agent gets a digest, and these look for single ones.
beforeEach(async () => {
  desk = await startDesk();
});
afterEach(async () => {
  expect(await desk.stop()).toBe(0);
});

type Message = {
  id: string;
  author: string;
  text: string;
  html: { url: string } | null;
  attachments: { filename: string; url: string | null }[];
};
type Story = {
  state: string;
  plan: string;
  requester: { address: string };
  assignee: string | null;
  firstResponse: { by: string; met: boolean; at: string } | null;
  messages: Message[];
  trail: { action: string; by: string; detail: string | null }[];
  redactionDue: { message: string; objects: number }[];
};

const story = async (id: string) => (await (await desk.api(`/api/tickets/${id}`)).json()) as Story;
const write = (path: string, method: string, body: unknown) => desk.api(path, { method, body: JSON.stringify(body) });
const noticeOf = (to: string, id: string) => desk.received(to, ({ subject }) => subject.includes(id));
const mailsTo = async (to: string, words: string) =>
  (await desk.mailbox()).filter(
    ({ destination, body }) => destination.to.some((each) => each.includes(to)) && body.text?.includes(words),
  );

describe('a requester whom an agent corrects', () => {
  it('by a command beside the answer, gets it alone; the one before reads nothing more and writes from outside', async () => {
    await desk.mail({ from: 'old@wrong.example', login: 'old@wrong.example', subject: 'Gate', text: 'It is shut.' });
    const { id } = await desk.ticket('Gate');
    const held = await noticeOf('old@wrong.example', id);
    const notice = await noticeOf('luca@team.example', id);
    await desk.mail({
      from: 'luca@team.example',
      login: 'luca@team.example',
      to: notice.replyTo[0] as string,
      subject: 'Re: Gate',
      text: '#requester new@right.example\n\nPush the gate.',
    });
    await desk.received('new@right.example', ({ body }) => body.text?.includes('Push the gate') === true);
    expect(await mailsTo('old@wrong.example', 'Push the gate')).toEqual([]);
    expect(await story(id)).toMatchObject({ requester: { address: 'new@right.example' }, state: 'answered' });

    await desk.mail({
      from: 'old@wrong.example',
      login: 'old@wrong.example',
      to: held.replyTo[0] as string,
      subject: 'Re: Gate',
      text: 'And mine?',
    });
    await waitFor('what the old requester wrote', async () =>
      (await story(id)).messages.find(({ text }) => text.includes('And mine?')),
    );
    await write(`/api/tickets/${id}/responses`, 'POST', { text: 'The blue one.' });
    await desk.received('new@right.example', ({ body }) => body.text?.includes('The blue one') === true);
    expect(await mailsTo('old@wrong.example', 'The blue one')).toEqual([]);
  });
});

describe('an answer by phone', () => {
  it('counts for a Premium customer, who gets it in writing; for a Basic one it is refused', async () => {
    await desk.mail({ from: 'pia@call.example', login: 'pia@call.example', subject: 'Ring', text: 'Call me.' });
    const { id } = await desk.ticket('Ring');
    const call = { text: 'Turn it off and on.', givenByPhone: { at: new Date().toISOString() } };
    const refused = await write(`/api/tickets/${id}/responses`, 'POST', call);
    expect(refused.status).toBe(422);
    expect(JSON.stringify(await refused.json())).toContain('phone is not part of the basic plan');
    expect((await story(id)).state).toBe('waiting');
    expect((await write(`/api/tickets/${id}`, 'PATCH', { plan: 'premium' })).status).toBe(200);
    expect((await write(`/api/tickets/${id}/responses`, 'POST', call)).status).toBe(201);
    expect(await story(id)).toMatchObject({ plan: 'premium', firstResponse: { at: call.givenByPhone.at, met: true } });
    const mail = await desk.received('pia@call.example', ({ body }) => body.text?.includes('off and on') === true);
    expect(mail.body.text).toMatch(/by phone|al telefono/);
  });
});

describe('a password in a mail', () => {
  it('is hidden at once by an agent, and gone from the bucket once an admin deletes it', async () => {
    await desk.mail({
      from: 'rita@words.example',
      login: 'rita@words.example',
      subject: `Till ${SECRET}`,
      text: `The password is ${SECRET} for now.`,
      html: `<p>The password is hunter2-<b>Xyz</b>! for now.</p>`,
      attachments: [{ filename: 'notes.txt', content: `again: ${SECRET}` }],
    });
    const { id } = await desk.ticket('Till');
    const [message] = (await story(id)).messages;
    const [file] = message?.attachments ?? [];
    const before = await fetch(String(file?.url), { redirect: 'manual' });
    const given = before.headers.get('location') ?? '';
    expect(await (await fetch(given)).text()).toContain(SECRET);

    const path = `/api/tickets/${id}/messages/${message?.id}/redact`;
    expect((await fetch(`${desk.running.http}${path}`, { method: 'POST', body: '{"whole":true}' })).status).toBe(401);
    expect((await write(path, 'POST', { text: SECRET })).status).toBe(200);
    const hidden = await story(id);
    expect(JSON.stringify(hidden)).not.toMatch(/hunter2|Xyz/);
    expect(JSON.stringify(await (await desk.api('/api/tickets?limit=100')).json())).not.toContain('hunter2');
    expect(hidden.messages[0]?.text.trim()).toBe('The password is [redacted] for now.');
    expect(hidden.messages[0]?.html).toBeNull();
    expect((await fetch(String(file?.url), { redirect: 'manual' })).status).toBe(404);
    expect(hidden.trail).toContainEqual(
      expect.objectContaining({ action: 'redacted', by: 'agent:luca', detail: `words of message ${message?.id}` }),
    );
    expect(hidden.redactionDue).toEqual([expect.objectContaining({ message: message?.id, objects: 4 })]);

    expect((await desk.command('redact', id)).code).toBe(1);
    expect(await (await fetch(given)).text()).toContain(SECRET);
    const { code, text } = await desk.command('redact', id, '--yes');
    expect([code, text]).toEqual([0, expect.stringContaining('4 objects, 4 versions deleted')]);
    expect((await fetch(given)).status).toBe(404);
    const done = await story(id);
    expect(done.redactionDue).toEqual([]);
    expect(done.trail).toContainEqual(expect.objectContaining({ action: 'redaction done', by: 'admin' }));
  });
});

describe('an agent who leaves', () => {
  it('is out at once: the API, the signed address that they hold, their tickets, further notices', async () => {
    await desk.mail({ from: 'zoe@left.example', login: 'zoe@left.example', subject: 'Fan', text: 'It is loud.' });
    const { id } = await desk.ticket('Fan');
    const notice = await noticeOf('marta@team.example', id);
    await desk.mail({
      from: 'marta@team.example',
      login: 'marta@team.example',
      to: notice.replyTo[0] as string,
      subject: 'Re: Fan',
      text: '#assign me',
    });
    await waitFor('the ticket to be Marta’s', async () => ((await story(id)).assignee === 'marta' ? true : undefined));
    const asMarta = async () => (await desk.api('/api/tickets', { agent: 'marta@team.example' })).status;
    expect(await asMarta()).toBe(200);
    expect((await desk.command('agents', 'remove', 'marta')).code).toBe(1);
    expect(await asMarta()).toBe(200);
    expect((await desk.command('agents', 'remove', 'marta', '--yes')).code).toBe(0);
    expect(await asMarta()).toBe(403);
    expect(await story(id)).toMatchObject({ assignee: null, state: 'waiting' });
    await desk.mail({
      from: 'marta@team.example',
      login: 'marta@team.example',
      to: notice.replyTo[0] as string,
      subject: 'Re: Fan',
      text: '#close spam\n\nBye all.',
    });
    await waitFor('what the leaver wrote', async () =>
      (await story(id)).messages.find(({ author, text }) => author === 'unverified' && text.includes('Bye all')),
    );
    expect(await story(id)).toMatchObject({ state: 'waiting', firstResponse: null });
    expect(await mailsTo('zoe@left.example', 'Bye all')).toEqual([]);

    await desk.mail({ from: 'uma@next.example', login: 'uma@next.example', subject: 'Pump', text: 'It is off.' });
    const { id: next } = await desk.ticket('Pump');
    await noticeOf('luca@team.example', next);
    const { text } = await desk.command('agents', 'list');
    expect(text).not.toContain('marta');
    expect(
      (await desk.mailbox()).some(
        ({ subject, destination }) => subject.includes(next) && destination.to.join().includes('marta@'),
      ),
    ).toBe(false);
  });
});

describe('a customer who goes', () => {
  it('leaves the tickets their terms and figures', async () => {
    await desk.mail({
      from: 'susan@hudson.example',
      login: 'susan@hudson.example',
      subject: 'Shelf',
      text: 'It fell.',
    });
    const { id } = await desk.ticket('Shelf');
    const before = (await (await desk.api(`/api/tickets/${id}`)).json()) as Record<string, unknown>;
    expect(before.customer).toMatchObject({ id: 'hudson' });
    expect((await desk.command('customers', 'remove', 'hudson')).code).toBe(1);
    expect((await desk.command('customers', 'remove', 'hudson', '--yes')).code).toBe(0);
    const after = (await (await desk.api(`/api/tickets/${id}`)).json()) as Record<string, unknown>;
    for (const name of ['customer', 'plan', 'respondBy', 'clock']) expect(after[name]).toEqual(before[name]);
  });
});

describe('an import that replaces', () => {
  it('shows who goes and writes nothing; with --yes they are out', async () => {
    const file = 'id,name,addresses\nluca,Luca Ferri,luca@team.example\nnora,Nora,nora@team.example\n';
    const asMarta = async () => (await desk.api('/api/tickets', { agent: 'marta@team.example' })).status;
    const asNora = async () => (await desk.api('/api/tickets', { agent: 'nora@team.example' })).status;
    const back = 'id,name,addresses\nmarta,Marta Conti,marta@team.example\n';
    expect((await desk.commandWith(back, 'agents', 'import', '-')).code).toBe(0);
    expect(await asMarta()).toBe(200);
    const shown = await desk.commandWith(file, 'agents', 'import', '-', '--replace');
    expect(shown.code).toBe(1);
    expect(shown.text).toMatch(/1 agents are not in - and would go:\nmarta: Marta Conti, marta@team.example/);
    expect([await asMarta(), await asNora()]).toEqual([200, 403]);
    expect((await desk.commandWith(file, 'agents', 'import', '-', '--replace', '--yes')).code).toBe(0);
    expect([await asMarta(), await asNora()]).toEqual([403, 200]);
  });
});
