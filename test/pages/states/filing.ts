import { uploadKey } from '../../../shared/ticket/upload.ts';
import { deskOfPages, formOf, type PageState, scene, submitted } from './scene.ts';
import { STORY } from './story.ts';

/** A Sunday morning in Rome: nobody of Basic's hours is there. */
const SUNDAY = '2026-11-29T08:00:00.000Z';

/** States of the pages on which somebody asks. */
export const FILING: readonly PageState[] = [
  {
    name: 'home-open',
    status: 200,
    says: ({ home }) => home.openUntil('').slice(0, 12),
    make: async (language) => scene(deskOfPages(), `/desk?lang=${language}`),
  },
  {
    name: 'home-closed',
    status: 200,
    says: ({ home }) => home.closedUntil('').slice(0, 12),
    make: async (language) => scene(deskOfPages({ now: SUNDAY }), `/desk?lang=${language}`),
  },
  {
    name: 'form-empty',
    status: 200,
    says: ({ file }) => file.lead,
    make: async (language) => scene(deskOfPages(), `/desk/new?lang=${language}`),
  },
  {
    name: 'form-urgent-when-closed',
    status: 200,
    says: ({ file }) => file.urgentWhenClosed('').slice(0, 40),
    make: async (language) =>
      scene(deskOfPages({ now: SUNDAY }), `/desk/new?lang=${language}`, {
        before: (page) => page.check('#priority'),
      }),
  },
  {
    name: 'form-errors',
    status: 422,
    says: ({ file }) => file.errors.email,
    async make(language) {
      const desk = deskOfPages();
      const form = formOf(desk, language);
      return submitted(desk, `/desk/new?lang=${language}`, {
        ...form,
        name: '',
        email: 'anna',
        text: '',
        priority: '',
      });
    },
  },
  {
    name: 'form-errors-with-files',
    status: 422,
    says: ({ file }) => file.errors.subject,
    async make(language) {
      const desk = deskOfPages();
      const [form, { file: filename }] = [formOf(desk, language), STORY[language]];
      const [submission = ''] = (form.token ?? '').split('.');
      const size = 348_112;
      desk.stored.set(uploadKey(submission, 0), {
        content: Buffer.alloc(size),
        contentType: 'image/png',
      });
      const upload = JSON.stringify({ index: 0, filename, contentType: 'image/png', size });
      return submitted(desk, `/desk/new?lang=${language}`, { ...form, subject: '', upload });
    },
  },
  {
    name: 'sent',
    status: 200,
    says: ({ sent }) => sent.byNote,
    async make(language) {
      const desk = deskOfPages();
      return submitted(desk, `/desk/new?lang=${language}`, formOf(desk, language));
    },
  },
  {
    name: 'sent-held',
    status: 200,
    says: ({ sent }) => sent.held(deskOfPages().settings.supportAddress),
    async make(language) {
      const desk = deskOfPages();
      return submitted(desk, `/desk/new?lang=${language}`, { ...formOf(desk, language), website: 'buy' });
    },
  },
];
