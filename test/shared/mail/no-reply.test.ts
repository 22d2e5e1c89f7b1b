import { describe, expect, it } from 'vitest';
import { readSender } from '../../../shared/mail/automatic/sender.ts';
import { isNoReply } from '../../../shared/mail/no-reply.ts';

/** Local parts that say it themselves, in the forms that shops, banks and authorities use. */
const UNREAD = `
noreply no-reply No_Reply NO.REPLY noreply2 noreply-42 2noreply no-replies no-replay noreplyorders no-reply.orders
noreply-dmarc-support noreply+7f3a orders.no_reply orders-noreply ordersnoreply infonoreply alerts_noreply
service.no-reply system-no-reply-it invoice+noreply not-reply non-reply noresponse no-response
do-not-reply donotreply DoNotReply+4 do_not_reply do.not.reply please-do-not-reply pleasedonotreply donotreplytothis
orders-donotreply dont-reply don't-reply dontreply do-not-respond unmonitored unmonitored-mailbox
nicht-antworten bitte-nicht-antworten nichtantworten keine-antwort keine_reply bestellungen.nichtantworten
ne-pas-repondre ne.pas.repondre nepasrepondre ne-pas-répondre sans-reponse
non-rispondere nonrispondere non_rispondere ordini-nonrispondere
no-responder noresponda no_respuesta nao-responda não-responder niet-beantwoorden geen-antwoord svara-inte svar-ej
ej-svar svar-ikke ikke-svar ei-vastata nie-odpowiadaj neodpovidat ne-valaszolj ne-raspundeti yanitlamayin
MAILER-DAEMON mailer_daemon mailerdaemon bounce bounces bounces+anna=rossi.example bounce-1234 auto-reply autoreply
auto.responder nobody nobody+7 devnull dev-null
`;

/** Mailboxes of people, and of teams that read: names and words that have the same letters. */
const READ = `
milano-reply milano.reply milanoreply casino.reply casino-reply casinoreplay eleno.reply stefano.reply bruno_reply
torino-reply vino.reply nonno.reply nonnoreply piano-reply giardino.response albino.response milanoresponse
adriano.reply+desk reply replies response risposte antwort reponse info-reply smart-reply canon-reply canonreply lebanon.reply
carnot.reply carnotreply minot.reply guinot.reply jeannot-reply monnot.response jean.sans sansone.reponse
keiner.antwort anton.antwort heiner.keinert nicht antworten.nicht renate.nichterlein jan.notreplinger
noreen.plyer nora.reply noemi.replat noel.response norbert.replinger arno.repplinger bruno.repling
svare.jensen svare.j e.j.svarstad ej.svarstad svarejersen ikke.svarstad svara.holm eva.stata neo.dpovidat
mr.nobody nobody.jones anybody bouncer bouncy.castle trebounces autoreplika daemon.jones postmaster Postmaster
hostmaster webmaster abuse info anna
`;

const words = (text: string) => text.trim().split(/\s+/);

describe('nobody reads', () => {
  it.each(words(UNREAD).map((local) => `${local}@shop.example`))('%s', (address) => {
    expect(isNoReply(address)).toBe(true);
  });

  it.each(['unknown@invalid', 'anna@rossi.invalid', 'Anna@Rossi.INVALID', '@nowhere.example', 'nonsense', ''])(
    '%s, which no mailbox can have',
    (address) => {
      expect(isNoReply(address)).toBe(true);
    },
  );

  it('a local part longer than any mailbox has', () => {
    expect(isNoReply(`${'a'.repeat(64)}@rossi.example`)).toBe(false);
    expect(isNoReply(`${'a'.repeat(65)}@rossi.example`)).toBe(true);
  });
});

describe('somebody may read', () => {
  it.each([
    ...words(READ).map((local) => `${local}@rossi.example`),
    'anna@noreply.example',
    'anna@no-reply.invalid.example',
  ])('%s', (address) => {
    expect(isNoReply(address)).toBe(false);
  });
});

it('whoever writes is judged by the same rule as whoever is written to', () => {
  for (const local of [...words(UNREAD), ...words(READ)]) {
    const address = `${local}@shop.example`;
    expect([local, readSender(new Map(), { from: { address } }).noReply]).toEqual([local, isNoReply(address)]);
  }
});
