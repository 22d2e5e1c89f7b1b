import { submit } from '../../support/page.ts';
import { deskOfPages, formOf, type PageState, scene, submitted } from './scene.ts';
import { ANNA, STORY } from './story.ts';

/** States of the pages by which somebody asks for a link, and of those that say that something failed. */
export const FAILING: readonly PageState[] = [
  {
    name: 'link-ask',
    status: 200,
    says: ({ link }) => link.lead,
    make: async (language) => scene(deskOfPages(), `/desk/link?lang=${language}`),
  },
  {
    name: 'link-errors',
    status: 422,
    says: ({ file }) => file.errors.number,
    make: (language) => submitted(deskOfPages(), `/desk/link?lang=${language}`, { number: 'seven', email: 'anna' }),
  },
  {
    name: 'link-sent',
    status: 200,
    says: ({ link }) => link.sent,
    make: (language) => submitted(deskOfPages(), `/desk/link?lang=${language}`, { number: 'T-4F7K2M9Q', email: ANNA }),
  },
  {
    name: 'link-gone',
    status: 404,
    says: ({ link }) => link.gone,
    make: async (language) => scene(deskOfPages(), `/desk/t/t-4f7k2m9q.x?lang=${language}`),
  },
  {
    name: 'link-gone-unsent',
    status: 404,
    says: ({ link }) => link.unsentTitle,
    make: (language) =>
      submitted(deskOfPages(), `/desk/t/t-4f7k2m9q.x/messages?lang=${language}`, { text: STORY[language].text }),
  },
  {
    name: 'not-sent',
    status: 400,
    says: ({ notSent }) => notSent.why.email,
    make: async (language) => scene(deskOfPages(), `/desk/not-sent/email?lang=${language}`),
  },
  {
    name: 'not-found',
    status: 404,
    says: ({ failure }) => failure.notFound.title,
    make: async (language) => scene(deskOfPages(), `/desk/nothing?lang=${language}`),
  },
  {
    name: 'unreadable',
    status: 400,
    says: ({ failure }) => failure.unreadable.title,
    make: (language) => submitted(deskOfPages(), `/desk/new?lang=${language}`, {}, { 'content-type': 'text/plain' }),
  },
  {
    name: 'too-large',
    status: 413,
    says: ({ failure }) => failure.tooLarge.title,
    async make(language) {
      const desk = deskOfPages();
      const files = new File([Buffer.alloc(4_500_000)], 'disk.img');
      return submitted(desk, `/desk/new?lang=${language}`, { ...formOf(desk, language), files });
    },
  },
  {
    name: 'cross-site',
    status: 403,
    says: ({ failure }) => failure.crossSite.title,
    async make(language) {
      const desk = deskOfPages();
      const foreign = { 'sec-fetch-site': 'cross-site' };
      return submitted(desk, `/desk/new?lang=${language}`, formOf(desk, language), foreign);
    },
  },
  {
    name: 'too-many',
    status: 429,
    says: ({ failure }) => failure.tooMany.title,
    async make(language) {
      const desk = deskOfPages();
      for (let count = 0; count < 30; count += 1) {
        await submit(desk, { submission: `k9g7m2p4k9g7m2${String(count).padStart(2, '0')}` });
      }
      return submitted(desk, `/desk/new?lang=${language}`, formOf(desk, language));
    },
  },
  {
    name: 'busy',
    status: 503,
    says: ({ failure }) => failure.busy.title,
    async make(language) {
      const desk = deskOfPages();
      desk.faults.add({ port: 'requestCounter.within' });
      return submitted(desk, `/desk/new?lang=${language}`, formOf(desk, language));
    },
  },
  {
    name: 'broken',
    status: 500,
    says: ({ failure }) => failure.broken.title,
    async make(language) {
      const desk = deskOfPages();
      desk.faults.add({ port: 'requestCounter.within', error: new Error('a fault of ours') });
      return submitted(desk, `/desk/new?lang=${language}`, formOf(desk, language));
    },
  },
];
