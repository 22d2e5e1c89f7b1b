import { expect } from 'vitest';
import { toAddress } from '../../../../shared/address.ts';
import { receiveMail } from '../../../../shared/intake/receive-mail.ts';
import { writeByLink } from '../../../../shared/intake/write-by-link.ts';
import { replyAddress } from '../../../../shared/mail/signed/reply-address.ts';
import { threadId } from '../../../../shared/mail/signed/thread-id.ts';
import { PublicError } from '../../../../shared/public-error.ts';
import { isAsking } from '../../../../shared/ticket/duplicates.ts';
import { wayFrom } from '../../../../shared/ticket/going-on-for.ts';
import type { Message } from '../../../../shared/ticket/message.ts';
import { isReader } from '../../../../shared/ticket/participants.ts';
import { readersOf } from '../../../../shared/ticket/readers.ts';
import type { Ticket } from '../../../../shared/ticket/ticket.ts';
import { addReader, removeReader } from '../../../../shared/use-cases/change-readers.ts';
import { changeState } from '../../../../shared/use-cases/change-state.ts';
import { correctRequester } from '../../../../shared/use-cases/correct-requester.ts';
import { respond } from '../../../../shared/use-cases/respond.ts';
import { splitMessage } from '../../../../shared/use-cases/split.ts';
import { getTicket } from '../../../../shared/use-cases/steps/update.ts';
import { arrives } from '../../../support/arrives.ts';
import type { MemoryDesk } from '../../../support/memory-desk.ts';
import { submit } from '../../../support/page.ts';
import { pick, type Random, seeded } from '../../../support/random.ts';
import { seenBy } from '../../../support/seen-by.ts';
import { ada, bruno, deskOf, messagesOf, rossi, ticketsOf } from '../../../support/stories.ts';

import { certified, PROVIDERS } from './certified.ts';
import { BY_GROUP, DISGUISES } from './disguises.ts';
import { PASSED_ON } from './passed-on.ts';
import { ALL, COLLEAGUES, DESK, INFO, KEY, type Mail, SHARED_IDS, STRANGERS } from './people.ts';

const STEPS = 26;

/** What an agent does by which a ticket waits no more. */
const SETTLES = new Set(['answers', 'merges', 'closes', 'reopens']);

/** A desk to which colleagues and strangers write by chance, the same of the same seed, and what has to hold of it meanwhile and at the end. */
export class StrangersStory {
  readonly desk: MemoryDesk = deskOf({
    agents: [ada, bruno],
    customers: [{ ...rossi, plan: 'premium' }],
    settings: { certifiedMail: { asOf: '2026-11-01', providers: [PROVIDERS[0]] } },
  });
  /** What was done, for whoever has to find out why it fails. */
  readonly told: string[] = [];
  private readonly random: Random;
  private steps = 0;
  /** Ids that all have. */
  private readonly ids = [...SHARED_IDS];
  /** Mails of colleagues that strangers have. */
  private readonly had: { from: string; mail: Mail }[] = [];
  /** "who id", of those in whose name a mail stands under that id, or refers to it. */
  private readonly used = new Set<string>();
  /** Of those, whose own mail has that id: what answers it answers them. */
  private readonly written = new Set<string>();
  /** An agent has said of a ticket that somebody else asks it: what opened that leads them from then on. */
  private isCorrected = false;
  /** Whom an agent or a colleague has let in somewhere. */
  private readonly invited = new Set<string>();
  /** What an agent has answered or closed. */
  private readonly settled = new Set<string>();
  private readonly confided: { secret: string; named: readonly string[] }[] = [];

  constructor(seed: number) {
    this.random = seeded(seed);
  }

  async tell(): Promise<void> {
    for (this.steps = 1; this.steps <= STEPS; this.steps += 1) await this.step();
    // Nobody but an agent ends a wait.
    const unsettled = (await ticketsOf(this.desk)).filter(({ id }) => !this.settled.has(id));
    expect(unsettled.filter(({ state }) => state !== 'waiting')).toEqual([]);
    // Nor is what was confided read for what agents did with the tickets later, where no stranger was let in: one who reads along may copy another.
    if (STRANGERS.some((each) => this.invited.has(each))) return;
    for (const { secret, named } of this.confided) await this.isReadByNobodyElse(secret, [...named, ...COLLEAGUES]);
  }

  private async step(): Promise<void> {
    const tickets = await ticketsOf(this.desk);
    if (tickets.length === 0) return this.asks();
    const ticket = this.one(tickets);
    const at = this.desk.now().toISOString();
    const change = { ticketId: ticket.id, agent: ada, at };
    const steps = {
      asks: () => this.asks(),
      intrudes: () => this.intrudes(ticket),
      forges: () => this.letsNoStrangerIn(() => this.forges(ticket)),
      disguises: () => this.letsNoStrangerIn(() => this.disguises(ticket)),
      replays: () => this.letsNoStrangerIn(() => this.replays(ticket)),
      confides: () => this.confides(),
      answers: () => this.answers(ticket),
      mails: () => this.mails(ticket),
      certifies: () => this.certifies(ticket),
      submits: () => this.submits(),
      writesByLink: () => this.letsNoStrangerIn(() => this.writesByLink(ticket)),
      passesOn: () => this.letsNoStrangerIn(() => this.passesOn()),
      merges: () => {
        const twin = this.one(tickets).id;
        return changeState(this.desk, { ...change, state: 'closed', reason: 'duplicate', twin });
      },
      closes: () =>
        changeState(this.desk, { ...change, state: 'closed', reason: this.maybe(0.5) ? 'withdrawn' : 'spam' }),
      reopens: () => changeState(this.desk, { ...change, state: this.maybe(0.5) ? 'waiting' : 'answered' }),
      splits: async () => {
        const { key: messageKey } = this.one(await messagesOf(this.desk, ticket.id));
        return splitMessage(this.desk, { ...change, messageKey });
      },
      corrects: async () => {
        const requester = { address: this.one(ALL) };
        await correctRequester(this.desk, { ...change, requester });
        this.isCorrected = true;
        this.invited.add(requester.address);
      },
      waits: async () => this.desk.pass(this.one([1, 8]) * 86_400),
      adds: async () => {
        const address = this.one(ALL);
        await addReader(this.desk, { ...change, address });
        this.invited.add(address);
      },
      removes: () => removeReader(this.desk, { ...change, address: this.one(ALL) }),
    };
    const step = pick(this.random, [
      ['asks', 14],
      ['intrudes', 30],
      ['forges', 6],
      ['disguises', 8],
      ['replays', 8],
      ['confides', 27],
      ['answers', 4],
      ['mails', 5],
      ['passesOn', 4],
      ['certifies', 6],
      ['submits', 5],
      ['writesByLink', 8],
      ['merges', 9],
      ['closes', 3],
      ['reopens', 3],
      ['splits', 2],
      ['corrects', 2],
      ['waits', 3],
      ['adds', 2],
      ['removes', 4],
    ]);
    this.told.push(`${step} ${ticket.id}`);
    // What an agent may not do is refused, and the story goes on.
    try {
      await steps[step]();
      if (SETTLES.has(step)) this.settled.add(ticket.id);
    } catch (error) {
      if (!(error instanceof PublicError)) throw error;
      this.told.push(`  refused: ${error.message}`);
    }
  }

  /** A colleague asks, at times under an id that others have, or in answer to one, and copies whom they like. */
  private async asks(): Promise<void> {
    const from = this.one(COLLEAGUES);
    const id = this.maybe(0.35) ? this.one(SHARED_IDS) : `asked-${this.steps}@own.example`;
    const answered = this.someIds();
    const cc = this.some(ALL, 0.3, from);
    this.written.add(`${from} ${id}`);
    for (const each of [id, ...answered]) this.used.add(`${from} ${each}`);
    for (const each of cc) this.invited.add(each);
    const mail = {
      id,
      answered,
      cc,
      subject: `Printer ${this.steps}`,
      text: `Words ${this.steps}`,
      isProved: this.maybe(0.9),
    };
    await this.comes(from, mail);
    // Strangers who are copied have that mail, and its id.
    if (!STRANGERS.some((each) => cc.includes(each))) return;
    this.ids.push(id);
    this.had.push({ from, mail });
  }

  /** Somebody puts a mail under an id that others have, in whosever name or through a group, on any way that leads to a ticket. */
  private async intrudes(ticket: Ticket): Promise<void> {
    const isByGroup = this.maybe(0.15);
    const from = isByGroup ? INFO : this.one(ALL);
    const isForged = COLLEAGUES.some((each) => each === from);
    const reader = isForged ? this.one(STRANGERS) : from;
    // What passes a mail on says so by the name that it sends in, or that a machine did.
    const isNamed = this.maybe(0.8);
    const to = [this.addressOf(reader), ...(this.maybe(0.3) ? [this.addressOf(reader)] : [])];
    const comes = () =>
      this.comes(from, {
        to: this.maybe(0.45) ? to : [DESK],
        id: this.maybe(0.75) ? this.one(this.ids) : undefined,
        answered: this.someIds(),
        subject: this.maybe(0.5) ? `[${ticket.id}] Printer` : 'News',
        cc: this.maybe(0.4) ? this.some(ALL, 0.4) : [],
        head: [
          ...(isNamed ? [] : ['Auto-Submitted: auto-generated']),
          ...(isNamed && this.maybe(0.2) ? ['Auto-Submitted: auto-replied'] : []),
          ...(isByGroup || this.maybe(0.1)
            ? [`Reply-To: ${this.one(['', '"Evil via Info" '])}<${this.one(isByGroup ? STRANGERS : ALL)}>`]
            : []),
        ],
        ...(isByGroup && isNamed && { as: this.one(BY_GROUP)(INFO) }),
        isProved: isByGroup || (!isForged && this.maybe(0.8)),
      });
    await (isForged ? this.letsNoStrangerIn(comes) : comes());
  }

  /** Somebody writes as an agent would, who is none: by that agent's own address of the ticket, under that agent's name, or as a machine reports. */
  private async forges(ticket: Ticket): Promise<void> {
    const from = this.one([...ada.addresses, ...ALL, 'mailer-daemon@evil.example']);
    const ofAda = replyAddress(KEY, DESK, { ticketId: ticket.id, agentId: ada.id });
    await this.comes(from, {
      to: [this.one([ofAda, this.addressOf(this.one(STRANGERS)), DESK])],
      id: this.maybe(0.3) ? this.one(this.ids) : undefined,
      answered: [...this.someIds(), ...(this.maybe(0.5) ? [threadId(KEY, DESK, ticket.id).slice(1, -1)] : [])],
      subject: `Re: [${ticket.id}] Printer`,
      text: this.one(['It is done.', '#close', '#add evil@evil.example\n\nThanks.', '#confirm']),
      isProved: STRANGERS.some((each) => each === from),
    });
  }

  /** A stranger sends a mail again that they have of a colleague's: by any envelope, or with other fields where no signature covers those. */
  private async replays(ticket: Ticket): Promise<void> {
    if (this.had.length === 0) return;
    const { from, mail } = this.one(this.had);
    const to = [this.one([this.addressOf(this.one(STRANGERS)), DESK])];
    const envelope = { to, from: this.one(STRANGERS) };
    if (this.maybe(0.5)) return this.comes(from, { ...mail, envelope });
    const covered = this.one(['from', 'from:subject', 'from:subject:to:cc', 'from:subject:message-id:date']);
    const isCovered = (field: string) => covered.split(':').includes(field);
    await this.comes(from, {
      ...mail,
      ...(!isCovered('subject') && { subject: `[${ticket.id}] Printer` }),
      ...(!isCovered('to') && { to, cc: this.some(ALL, 0.4) }),
      ...(!isCovered('message-id') && { id: this.one(this.ids) }),
      answered: this.someIds(),
      head: [
        `DKIM-Signature: v=1; d=rossi.example; h=${covered}`,
        ...(this.maybe(0.5) ? [`Reply-To: ${this.one(STRANGERS)}`] : []),
      ],
      envelope,
    });
  }

  /** A stranger writes, proved as themself or by a list or a provider of theirs, in a way that may be read as a colleague's. */
  private async disguises(ticket: Ticket): Promise<void> {
    const evil = this.one(STRANGERS);
    const shown = this.one(COLLEAGUES);
    const text = `Disguised ${this.steps}`;
    await this.comes(evil, {
      to: this.maybe(0.4) ? [this.addressOf(evil)] : [DESK],
      id: this.maybe(0.5) ? this.one(this.ids) : undefined,
      answered: this.someIds(),
      subject: this.maybe(0.5) ? `[${ticket.id}] Printer` : 'Printer',
      cc: this.some(ALL, 0.3),
      head: this.maybe(0.3) ? [`Reply-To: ${this.one(ALL)}`] : [],
      ...this.one(DISGUISES)(shown, evil),
      text,
      isProved: true,
    });
    const tickets = await ticketsOf(this.desk);
    const messages = (await Promise.all(tickets.map(({ id }) => messagesOf(this.desk, id)))).flat();
    const taken = messages.filter((each) => each.text.includes(text) && each.by === shown && each.verified);
    expect(taken, `taken for ${shown}`).toEqual([]);
  }

  /** No stranger comes to read a ticket that none reads yet: one who does may let in another. */
  private async letsNoStrangerIn(act: () => Promise<unknown>): Promise<void> {
    const isReadByStrangers = (ticket: Ticket) => STRANGERS.some((each) => isReader(ticket, each));
    const before = (await ticketsOf(this.desk)).filter((ticket) => !isReadByStrangers(ticket));
    await act();
    const since = await Promise.all(before.map(({ id }) => getTicket(this.desk, id)));
    const read = await Promise.all(since.filter(isReadByStrangers).map(({ id }) => messagesOf(this.desk, id)));
    // What they were copied is theirs to read.
    const isNew = ({ text }: Message) => !this.had.some(({ mail }) => text.includes(mail.text ?? ''));
    expect(read.flat().filter(isNew), 'a stranger came to read a ticket').toEqual([]);
  }

  /** A colleague says what is for the desk, and whom they copy, and answers a mail that the others have, too. */
  private async confides(): Promise<void> {
    const from = this.one(COLLEAGUES);
    const cc = this.some(COLLEAGUES, 0.4, from);
    const answered = [this.one(this.ids), ...this.someIds()];
    const secret = `secret ${this.steps}.`;
    await this.comes(from, { answered, cc, subject: 'Fwd: News', text: secret, isProved: this.maybe(0.8) });
    const whose = [from, ...(cc.length > 0 ? COLLEAGUES : [])];
    const isOwn = whose.some((each) => answered.some((id) => this.written.has(`${each} ${id}`)));
    if (!isOwn) {
      await this.isReadByNobodyElse(secret, [from, ...cc]);
      this.confided.push({ secret, named: [from, ...cc] });
    }
    const isUsed = answered.some((id) => this.used.has(`${from} ${id}`));
    if (cc.length === 0 && !isUsed && !this.isCorrected) await this.isOwed(secret);
    for (const id of answered) this.used.add(`${from} ${id}`);
  }

  private async isReadByNobodyElse(secret: string, named: readonly string[]): Promise<void> {
    for (const other of ALL.filter((each) => !named.includes(each))) {
      expect(await seenBy(this.desk, other), `${other} reads what ${named} said`).not.toContain(secret);
    }
  }

  private async isOwed(secret: string): Promise<void> {
    const owed = (await ticketsOf(this.desk)).map(async (ticket) => {
      const messages = await messagesOf(this.desk, ticket.id);
      return messages.filter(({ fromOutside }) => fromOutside || ticket.state === 'waiting');
    });
    const texts = (await Promise.all(owed)).flat().map(({ text }) => text);
    expect(texts.join(), 'owed an answer').toContain(secret);
  }

  private async answers({ id: ticketId }: Ticket): Promise<void> {
    this.desk.pass(60);
    const receivedAt = this.desk.now().toISOString();
    const answer = { source: `api:${this.steps}`, text: 'Your code is 0815.', attachments: [] };
    await respond(this.desk, { ticketId, agent: ada, ...answer, receivedAt, tellBy: 'call' });
  }

  /** An agent answers a colleague from the own inbox, with the desk in copy, under ids that others have, too. */
  private async mails(ticket: Ticket): Promise<void> {
    const to = this.one(COLLEAGUES);
    const cc = this.some(ALL, 0.1, to);
    const text = `Answer ${this.steps}.`;
    const before = await ticketsOf(this.desk);
    const asked = before.filter((each) => [to, ...cc].some((who) => isAsking(each, who))).map(({ id }) => id);
    const answered = [...this.someIds(), ...(this.maybe(0.7) ? [this.one(this.ids)] : [])];
    // What they answer then goes on with that.
    for (const id of answered) this.used.add(`${to} ${id}`);
    await this.comes(ada.addresses[0] ?? '', {
      to: [to],
      cc: [DESK, ...cc],
      answered,
      subject: this.maybe(0.3) ? `Re: [${ticket.id}] Printer` : 'Re: News',
      text,
      envelope: { to: [DESK], from: ada.addresses[0] ?? '' },
      isProved: true,
    });
    for (const { id, state } of await ticketsOf(this.desk)) {
      const messages = await messagesOf(this.desk, id);
      const isThere = messages.some((each) => each.text.includes(text) && each.author === 'agent');
      if (!isThere) continue;
      if (state === 'answered') this.settled.add(id);
      expect([...asked, 'new'], `an answer to ${to}`).toContain(before.some((each) => each.id === id) ? id : 'new');
    }
  }

  /** An agent passes on what a stranger mailed to them, who shows a colleague in it: it is filed for no colleague. */
  private async passesOn(): Promise<void> {
    const text = `Passed on ${this.steps}.`;
    const from = ada.addresses[0] ?? '';
    const passed = this.one(PASSED_ON)(this.one(STRANGERS), `Anna <${this.one(COLLEAGUES)}>`, text);
    const before = (await ticketsOf(this.desk)).map(({ id }) => id);
    await this.comes(from, { subject: 'Fwd: Printer', text: passed, answered: this.someIds(), isProved: true });
    const opened = (await ticketsOf(this.desk)).filter(({ id }) => !before.includes(id));
    const filedFor = opened.map(({ requester }) => requester.address);
    expect(filedFor, 'filed for').toEqual(filedFor.filter((each) => !COLLEAGUES.some((known) => known === each)));
  }

  /** Somebody writes by certified mail: a colleague, or a stranger in whose name they like, at times by a provider that is none. */
  private async certifies(ticket: Ticket): Promise<void> {
    const sender = this.one(ALL);
    const isColleague = COLLEAGUES.some((each) => each === sender);
    const provider = isColleague ? PROVIDERS[0] : this.one(PROVIDERS);
    const from = isColleague ? sender : this.one(ALL);
    const id = this.maybe(0.4) ? this.one(this.ids) : `certified-${this.steps}@own.example`;
    const answered = this.someIds();
    const cc = this.some(ALL, 0.2, sender);
    const text = `Certified ${this.steps}.`;
    const subject = this.maybe(0.3) ? `[${ticket.id}] Printer` : 'Printer';
    const head = !isColleague && this.maybe(0.3) ? [`Reply-To: ${sender}`] : [];
    const mail = certified({ provider, sender, from, id, answered, cc, subject, head, text });
    const comes = () => this.comes(`posta-certificata@${provider}`, { ...mail, isProved: true });
    if (!isColleague) return this.letsNoStrangerIn(comes);
    for (const each of [id, ...answered]) this.used.add(`${sender} ${each}`);
    this.written.add(`${sender} ${id}`);
    for (const each of cc) this.invited.add(each);
    return comes();
  }

  /** Somebody fills in the page of the online desk, in whosever name they like: nothing proves who did. */
  private async submits(): Promise<void> {
    const email = this.one(ALL);
    const isColleague = COLLEAGUES.some((each) => each === email) && this.maybe(0.5);
    const text = isColleague ? `secret ${this.steps}.` : `Submitted ${this.steps}.`;
    this.told.push(`  ${email}: ${text}`);
    const submission = `k9g7m2p4k9g7${String(this.steps).padStart(4, '0')}`;
    const submits = () => submit(this.desk, { submission, email, name: 'A name', subject: 'Printer', text });
    if (!isColleague) return this.letsNoStrangerIn(submits);
    await submits();
    this.confided.push({ secret: text, named: [email] });
    await this.isReadByNobodyElse(text, [email]);
    await this.isOwed(text);
  }

  /** Who reads a ticket writes on its page: it goes to those who read there. */
  private async writesByLink(ticket: Ticket): Promise<void> {
    const reader = this.one(readersOf(ticket))?.address;
    if (reader === undefined) return;
    // What is written on a duplicate's page goes to the ticket that goes on for it, as that page says.
    const twin = (await wayFrom((id) => this.desk.tickets.get(id), ticket)).at(-1);
    const place = twin && isReader(twin, reader) ? twin : ticket;
    const named = readersOf(place).map(({ address }) => address);
    const text = `secret ${this.steps}.`;
    this.told.push(`  ${reader}: ${text}`);
    const at = this.desk.now().toISOString();
    const submission = `m2p4k9g7k9g7${String(this.steps).padStart(4, '0')}`;
    await writeByLink(this.desk, { ticket, reader, text, files: [], submission, made: at, at });
    await this.desk.team.drain();
    await this.isReadByNobodyElse(text, named);
    if (COLLEAGUES.some((each) => each === reader)) this.confided.push({ secret: text, named });
  }

  private async comes(from: string, mail: Mail): Promise<void> {
    const { to = [DESK], id = `m${this.steps}@own.example`, cc = [], subject = 'Printer', head = [] } = mail;
    const { answered = [] } = mail;
    this.told.push(`  ${from} ${JSON.stringify(mail)}`);
    this.desk.pass(60);
    const lines = [
      `Message-ID: <${id}>`,
      `From: ${mail.as ?? (mail.name ? `"${mail.name}" <${from}>` : from)}`,
      `To: ${to.join(', ')}`,
      ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []),
      `Subject: ${subject}`,
      ...(answered.length > 0 ? [`References: ${answered.map((each) => `<${each}>`).join(' ')}`] : []),
      ...(answered.length > 0 && this.maybe(0.5) ? [`In-Reply-To: <${answered.at(-1)}>`] : []),
      ...head,
    ];
    const raw = `${lines.join('\n')}\n\n${mail.text ?? `Words ${this.steps}`}\n`;
    const envelope = mail.envelope ?? { to, from };
    const delivery = { id: `ses-${this.steps}`, recipients: [...envelope.to], envelopeFrom: envelope.from };
    await receiveMail(this.desk, arrives(this.desk, raw, { ...delivery, authenticated: mail.isProved }));
    await this.desk.team.drain();
  }

  /** Where somebody can write to: one of the addresses that they were mailed, also where they read no more, else the desk's. */
  private addressOf(who: string): string {
    const mailed = this.desk.sent
      .filter(({ recipient }) => recipient === who)
      .map(({ replyTo }) => toAddress(replyTo) ?? DESK);
    return this.one([...new Set(mailed)].slice(-5)) ?? DESK;
  }

  private someIds(): string[] {
    return this.some(this.ids, 0.5 / this.ids.length);
  }

  private one<Each>(of: readonly Each[]): Each {
    return of[Math.floor(this.random() * of.length)] as Each;
  }

  private some<Each>(of: readonly Each[], share: number, without?: Each): Each[] {
    return of.filter((each) => each !== without && this.maybe(share));
  }

  private maybe(share: number): boolean {
    return this.random() < share;
  }
}
