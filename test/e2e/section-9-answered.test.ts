import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Conversation, HELP, MAILBOX, senderOf, UNVERIFIED, urgentDesk } from './support/conversation.ts';
import type { RunningDesk } from './support/desk.ts';
import { certified } from './support/raw-mails.ts';

/** Whom an acknowledgement and an answer go to (docs/promise.md section 9), by SMTP: journeys side by side on one desk. */

let desk: RunningDesk;
let on: Conversation;
beforeAll(async () => {
  ({ desk, on } = await urgentDesk());
});
afterAll(async () => {
  expect(await desk.stop()).toBe(0);
});

describe.concurrent('a mailbox elsewhere that forwards to the desk', () => {
  it.each([
    [MAILBOX, 'kept', MAILBOX],
    [UNVERIFIED, 'odd', HELP],
  ])('%s is no reader; answers leave from it where it is verified', async (mailbox, name, from) => {
    const by = `anna@${name}.example`;
    const ticket = await on.opened(by, `Forwarded ${name}`, {
      to: mailbox,
      headers: { 'X-Forwarded-To': HELP, 'X-Forwarded-For': `${mailbox} ${HELP}` },
      envelope: { from: mailbox.replace('@', '+caf_=help@'), to: HELP },
    });
    expect(await on.story(ticket.id)).toMatchObject({ requester: { address: by, verified: true }, participants: [] });
    await on.reply(ticket.id, `Push it, ${name}.`);
    expect(await on.whoGot(`Push it, ${name}.`, 1)).toEqual([by]);
    const theirs = (await on.envelopes()).filter(({ destinations }) => destinations.includes(by));
    expect(theirs.map(senderOf)).toEqual([from, from]);
    expect(await on.mailsTo(mailbox)).toEqual([]);
  });

  it('that answers by itself is not acknowledged', async () => {
    await desk.mail({
      ...{ from: MAILBOX, login: MAILBOX, subject: 'Away: all', text: 'Nobody is here.' },
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    await desk.mail({ from: MAILBOX, login: MAILBOX, subject: 'Written by hand', text: 'Is anybody there?' });
    const { id } = await desk.ticket('Written by hand');
    await on.notice(id, 'Is anybody there?');
    expect(await on.mailsTo(MAILBOX)).toEqual([]);
  });
});

describe.concurrent('a machine', () => {
  it.each([
    ['a monitor', { 'Auto-Submitted': 'auto-generated' }],
    ['a list', { 'List-Id': '<all.robots.example>', Precedence: 'list' }],
    ['bulk mail', { Precedence: 'bulk', 'Feedback-ID': '1:spring:news:robots' }],
  ])('%s opens a ticket of which the agents hear, and is not acknowledged', async (name, headers) => {
    const from = `${name.replace(' ', '-')}@robots.example`;
    await desk.mail({ from, login: from, subject: `Alarm of ${name}`, text: `Disk full, says ${name}.`, headers });
    const { id } = await desk.ticket(`Alarm of ${name}`);
    await on.notice(id, `Disk full, says ${name}.`);
    expect(await on.mailsTo(from)).toEqual([]);
  });
});

describe.concurrent('a sender whose domain says that it is not theirs', () => {
  it.each(['reject', 'quarantine'])('is not acknowledged, and agents are told: p=%s', async (policy) => {
    const from = `anna@${policy}.example`;
    await desk.mail({ from, subject: `Claimed ${policy}`, text: `Open up, ${policy}.` });
    const { id } = await desk.ticket(`Claimed ${policy}`);
    const { body } = await on.notice(id, `Open up, ${policy}.`);
    expect(body.text).toContain('DMARC');
    expect(await on.mailsTo(from)).toEqual([]);
    expect(await on.story(id)).toMatchObject({ state: 'waiting', requester: { verified: false } });

    const proved = `pia@${policy}.example`;
    expect((await on.opened(proved, `Proved ${policy}`)).acknowledgement.subject).toContain(`Proved ${policy}`);
  });
});

describe.concurrent('certified mail (PEC)', () => {
  it.each([
    ['pec.example', 'ivo@listed.example', true],
    ['other.example', 'ida@unlisted.example', false],
  ])('by %s is the message inside; only a listed provider proves it', async (provider, sender, verified) => {
    const from = `posta-certificata@${provider}`;
    await desk.mail({
      raw: certified({ from, sender, subject: `Inner ${provider}` }),
      login: from,
      envelope: { from, to: HELP },
    });
    const { id } = await desk.ticket(`Inner ${provider}`);
    const ticket = await on.story(id);
    expect(ticket).toMatchObject({ requester: { address: sender, verified }, participants: [] });
    expect(ticket.messages[0]?.warnings.join()).toContain('certified mail (PEC)');
    expect(ticket.messages[0]?.attachments.map(({ filename }) => filename)).toContain('daticert.xml');
    await on.reply(id, `Got it, ${provider}.`);
    expect(await on.whoGot(`Got it, ${provider}.`, 1)).toEqual([sender]);
    expect(await on.mailsTo(from)).toEqual([]);
  });
});

describe.concurrent('the Reply-To of a mail that proves nothing', () => {
  it('and names a known customer leads no answer away; agents see both', async () => {
    const by = 'marco@bianchi.example';
    const { id } = await on.opened(by, 'Led away', { login: undefined, replyTo: 'm@evil.example' });
    expect((await on.notice(id)).body.text).toMatch(/m@evil\.example[\s\S]*answers stay with marco@bianchi\.example/);
    await on.reply(id, 'To Marco himself.');
    expect(await on.whoGot('To Marco himself.', 1)).toEqual([by]);
    expect(await on.mailsTo('m@evil.example')).toEqual([]);
  });

  it('of a stranger is where the answer goes', async () => {
    await desk.mail({ from: 'nora@work.example', replyTo: 'nora@home.example', subject: 'Led home', text: 'Hm.' });
    const { id } = await desk.ticket('Led home');
    await on.reply(id, 'To Nora at home.');
    expect(await on.whoGot('To Nora at home.', 1)).toEqual(['nora@home.example']);
    expect(await on.mailsTo('nora@work.example')).toEqual([]);
  });
});
