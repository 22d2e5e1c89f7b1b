import { delivered, fieldsInParts } from './deliveries.ts';

/** Deliveries of providers that sign nothing, or only sometimes: their shape, our values. */

export const JOTFORM_ANSWERS = {
  slug: 'submit/240001112223334',
  jsExecutionTracker: 'build-date-1=>init-started:2=>onsubmit-fired:3',
  submitSource: 'form',
  buildDate: '1764000000000',
  uploadServerUrl: 'https://upload.jotform.com/upload',
  eventObserver: '1',
  q3_nome: { first: 'Anna', last: 'Rossi' },
  q4_email: 'anna@rossi.example',
  q5_quandoSuccede: { day: '03', month: '11', year: '2026' },
  q6_prodotti: ['Stampante', 'Fax, vecchio'],
  q7_descrizione: 'La stampante brucia.\nDavvero: aiuto!',
  q8_quantiPc: 0,
  event_id: '1764000000000_240001112223334_AbCdEf',
  timeToSubmit: '20',
  temp_upload: { q9_foto: ['foto uno.jpg#server#0001'] },
  file_server: 'server#0001',
  validatedNewRequiredFieldIDs: '{"new":1}',
  path: '/submit/240001112223334',
  foto: ['https://www.jotform.com/uploads/rossi/240001112223334/6100000000000000001/foto%20uno.jpg'],
};

export function jotformFields(
  answers: unknown = JOTFORM_ANSWERS,
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    action: '',
    webhookURL: 'https://desk.example.com/webhooks/site?token=tok_secret',
    username: 'rossi',
    formID: '240001112223334',
    type: 'WEB',
    formTitle: 'Assistenza',
    submissionID: '6100000000000000001',
    subject: '',
    // As PHP writes it.
    rawRequest: JSON.stringify(answers).replaceAll('/', '\\/'),
    pretty:
      'Come ti chiami?:Anna Rossi, La tua mail:anna@rossi.example, Quando succede?:2026-11-03, Prodotti:Stampante Fax, vecchio, ' +
      'Descrizione:La stampante brucia.\nDavvero: aiuto!, Quanti PC?:0, Foto:foto uno.jpg',
    ip: '192.0.2.7',
    ...more,
  };
}

export const GRAVITY_FIELDS = {
  ...{ subject: 'Stampante', email: 'anna@rossi.example', name: 'Anna Rossi', message: 'La stampante brucia.' },
  ...{ entry_id: '453', form_id: '58' },
};

export const GRAVITY_ENTRY = {
  ...{
    id: '453',
    form_id: '58',
    post_id: null,
    date_created: '2026-11-23 09:10:11',
    date_updated: '2026-11-23 09:10:11',
  },
  ...{
    is_starred: '0',
    is_read: '0',
    ip: '192.0.2.7',
    source_url: 'https://rossi.example/contatti/',
    user_agent: 'Mozilla/5.0',
  },
  ...{ currency: 'EUR', payment_status: null, created_by: null, status: 'active' },
  ...{
    '1.2': '',
    '1.3': 'Anna',
    '1.4': '',
    '1.6': 'Rossi',
    '1.8': '',
    '2': 'anna@rossi.example',
    '3': 'La stampante brucia.',
  },
  ...{ '4.1': 'Web', '4.2': '', '4.3': 'App', '5': '0', '6': '["https:\\/\\/rossi.example\\/f\\/foto.png"]' },
};

export const FRAMER = {
  Name: 'Anna Rossi',
  Email: 'anna@rossi.example',
  Message: 'La stampante brucia.',
  Newsletter: false,
};

export const GOOGLE = {
  formId: 'modulo-0001',
  formTitle: 'Assistenza',
  responseId: 'risposta-0001',
  submittedAt: '2026-11-23T09:10:11.000Z',
  respondentEmail: 'anna@rossi.example',
  answers: [
    { id: 101, title: 'Nome e cognome', type: 'TEXT', value: 'Anna Rossi' },
    { id: 102, title: 'Cosa succede?', type: 'PARAGRAPH_TEXT', value: 'La stampante brucia.' },
    { id: 103, title: 'Prodotti', type: 'CHECKBOX', value: ['Stampante', 'Fax'] },
    { id: 104, title: 'Quanti?', type: 'SCALE', value: 0 },
  ],
};

/** What each provider's sample says, as one that can be changed and posted again. */
export const SAMPLES: Record<string, { body: object; deliver(body: unknown): ReturnType<typeof delivered> }> = {
  jotform: { body: JOTFORM_ANSWERS, deliver: (body) => inParts(jotformFields(body)) },
  gravity: { body: GRAVITY_ENTRY, deliver: (body) => delivered(body) },
  framer: { body: FRAMER, deliver: (body) => delivered(body) },
  google: { body: GOOGLE, deliver: (body) => delivered(body) },
  token: {
    body: { form: { name: 'Contatti' }, data: GRAVITY_FIELDS, tags: ['a', 'b'] },
    deliver: (body) => delivered(body),
  },
};

export function inParts(fields: Record<string, string>, token?: string) {
  const { body, type } = fieldsInParts(fields);
  return delivered(body, { type, token });
}
