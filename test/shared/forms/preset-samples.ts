import type { FormDelivery } from '../../../shared/forms/provider.ts';
import { delivered } from './deliveries.ts';

/** Whose address each names. */
export const MAIL = 'anna@rossi.example';
const urlencoded = (fields: Record<string, string>) =>
  delivered(new URLSearchParams(fields).toString(), { type: 'application/x-www-form-urlencoded' });

function elementor(questions: Record<string, { type: string; title: string; value: string }>): FormDelivery {
  const fields = Object.entries(questions).flatMap(([id, question]) =>
    Object.entries({ id, ...question, raw_value: question.value, required: '1' }).map(([part, value]) => [
      `fields[${id}][${part}]`,
      value,
    ]),
  );
  const meta = {
    'meta[remote_ip][title]': 'Remote IP',
    'meta[remote_ip][value]': '192.0.2.7',
    'meta[date][title]': 'Date',
    'meta[date][value]': '29/11/2026',
  };
  return urlencoded({ 'form[id]': 'a1b2', 'form[name]': 'Contatti', ...Object.fromEntries(fields), ...meta });
}

/** A delivery as each sender posts it, with our values. */
export const POSTED: Record<string, FormDelivery> = {
  elementor: elementor({
    name: { type: 'text', title: 'Nome', value: 'Anna Rossi' },
    email: { type: 'email', title: 'Email', value: MAIL },
    message: { type: 'textarea', title: 'Messaggio', value: 'Brucia.' },
    field_1: { type: 'select', title: 'Sede', value: 'Trento' },
  }),
  wpforms: delivered({ email: MAIL, name: 'Anna Rossi', subject: 'Brucia.', message: 'Brucia.', sede: 'Trento' }),
  'contact-form-7': delivered({
    'your-name': 'Anna Rossi',
    'your-email': MAIL,
    'your-subject': 'Brucia.',
    'your-message': 'Brucia.',
    sede: ['Trento'],
  }),
  formspree: delivered({
    form: 'xyzabcde',
    keys: ['email', 'message'],
    submission: {
      _date: '2026-11-29T10:00:00.000Z',
      email: MAIL,
      name: 'Anna Rossi',
      message: 'Brucia.',
      sede: 'Trento',
    },
  }),
  formspark: delivered({ email: MAIL, name: 'Anna Rossi', message: 'Brucia.', sede: 'Trento' }),
  basin: delivered({
    email: MAIL,
    name: 'Anna Rossi',
    message: 'Brucia.',
    sede: 'Trento',
    id: 's1',
    attachments: [{ attachment_proxy_url: 'https://f.example/p', public_url: 'https://f.example/q' }],
  }),
  fillout: delivered({
    formId: 'f1',
    formName: 'Contatti',
    submission: {
      submissionId: 's1',
      submissionTime: '2026-11-29T10:00:00.000Z',
      questions: [
        { id: 'a', name: 'Nome e cognome', type: 'ShortAnswer', value: 'Anna Rossi' },
        { id: 'b', name: 'Dove scriverti', type: 'EmailInput', value: MAIL },
        { id: 'c', name: 'Cosa succede', type: 'LongAnswer', value: 'Brucia.' },
        { id: 'd', name: 'Sede', type: 'Dropdown', value: 'Trento' },
        { id: 'e', name: 'Umano', type: 'Captcha', value: '192.0.2.7' },
      ],
      urlParameters: [],
    },
  }),
  'cognito-forms': delivered({
    Form: { Id: '1', InternalName: 'Contatti', Name: 'Contatti' },
    Name: { First: 'Anna', Last: 'Rossi', FirstAndLast: 'Anna Rossi', Middle: null },
    Email: MAIL,
    Message: 'Brucia.',
    Sede: 'Trento',
    Entry: {
      Number: 7,
      User: { Email: 'web@rossi.example' },
      Origin: { IpAddress: '192.0.2.7', UserAgent: '192.0.2.7' },
    },
    Id: '1-7',
  }),
  'microsoft-forms': delivered({
    responseId: '12',
    formTitle: 'Contatti',
    email: MAIL,
    name: 'Anna Rossi',
    subject: 'Brucia.',
    message: 'Brucia.',
    sede: '["Trento"]',
  }),
};
