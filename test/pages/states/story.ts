import type { Customer } from '../../../shared/customer/customer.ts';
import type { Language } from '../../../shared/language.ts';
import type { InboundAttachment } from '../../../shared/mail/inbound.ts';
import { rossi } from '../../support/stories.ts';

/** What people write in the states, by language; a page of one language with words of another says nothing of how it is read. */
type Story = { name: string; subject: string; text: string; more: string; answer: string; file: string };

export const STORY: Record<Language, Story> = {
  en: {
    name: 'Anna Rossi',
    subject: 'Orders are stuck since this morning',
    text: 'No order leaves the warehouse.\n\nThe page of orders says "queue full", and restarting the till changes nothing. What we see is at\nhttps://status.rossi.example/warehouse/queues/orders-to-the-floor-and-back-again/2026-11-30/07-55-12/everything',
    more: 'A screenshot of it.',
    answer: 'Good morning Anna,\n\nplease restart the queue on the till page: it takes a minute, and no order is lost.',
    file: 'warehouse-queue-of-the-thirtieth-of-november-2026-at-seven-fifty-five.png',
  },
  it: {
    name: 'Anna Rossi',
    subject: 'Gli ordini sono fermi da stamattina',
    text: 'Dal magazzino non esce nessun ordine.\n\nLa pagina degli ordini dice "coda piena" e riavviare la cassa non serve. Lo stato si vede su\nhttps://status.rossi.example/magazzino/code/ordini-verso-il-magazzino-e-ritorno/2026-11-30/07-55-12/tutto-quanto',
    more: 'Ecco una schermata.',
    answer:
      'Buongiorno Anna,\n\nriavvia la coda dalla pagina della cassa: ci vuole un minuto e nessun ordine va perso.',
    file: 'coda-del-magazzino-del-trenta-novembre-2026-alle-sette-e-cinquantacinque.png',
  },
};

export const ANNA = 'anna@rossi.example';

/** Anna's company on Premium, whose clock never stops. */
export const premiumRossi: Customer = { ...rossi, plan: 'premium' };

/** A file as a mail or a form brings it. */
export function fileOf(filename: string, bytes = 348_112): InboundAttachment {
  const content = Buffer.alloc(bytes, 'a');
  return { filename, contentType: 'image/png', size: content.length, content, inline: false };
}
