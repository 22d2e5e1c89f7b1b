import type { Language } from '../../../shared/language.ts';
import { companyLink } from '../../../shared/mail/signed/company-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { rossi, waitingTicket } from '../../support/stories.ts';
import { answered, filed } from './following.ts';
import { deskOfPages, type PageState, scene } from './scene.ts';
import { ANNA, STORY } from './story.ts';

const BOSS = 'boss@rossi.example';

/** A company that names the contacts who see all its requests. */
export const WITH_PORTAL = { ...rossi, portal: { contacts: [ANNA, BOSS] } };

/** States of a company's page, as a named contact sees it. */
export const COMPANY: readonly PageState[] = [
  {
    name: 'company',
    status: 200,
    says: ({ company }) => company.keptFigure,
    async make(language) {
      const desk = deskOfPages({ customers: [WITH_PORTAL] });
      await answered(desk, language);
      const { subject, more } = STORY[language];
      const requester = { address: 'the.colleague.with.the.longest.name@rossi.example', verified: true };
      const other = { source: 'mail:two', messageId: '<two@rossi.example>', subject, text: more, requester };
      await waitingTicket(desk, { ...other, priority: 1 });
      desk.pass(5 * 3600);
      await filed(desk, language, { source: 'mail:three', messageId: '<three@rossi.example>' });
      await waitingTicket(desk, { ...other, source: 'page:four', requester: { address: BOSS, verified: false } });
      return scene(desk, await companyPath(desk, language));
    },
  },
  {
    name: 'company-without-requests',
    status: 200,
    says: ({ company }) => company.none,
    async make(language) {
      const desk = deskOfPages({ customers: [WITH_PORTAL] });
      return scene(desk, await companyPath(desk, language));
    },
  },
];

/** Path of a contact's link, in a language. */
export async function companyPath(desk: MemoryDesk, language: Language): Promise<string> {
  const [key = ''] = await desk.secrets.signingKeys();
  const at = desk.now().toISOString();
  const link = companyLink(key, desk.settings, { customerId: WITH_PORTAL.id, address: ANNA, at });
  return `${new URL(link).pathname}?lang=${language}`;
}
