import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { presets } from '../../../shared/forms/presets.ts';
import type { FormDelivery } from '../../../shared/forms/provider.ts';
import { NOBODY } from '../../../shared/intake/nobody.ts';
import { delivered as plain } from './deliveries.ts';
import { MAIL, POSTED } from './preset-samples.ts';
import { delivered as signed } from './providers/signed.ts';
import { FRAMER, GOOGLE, GRAVITY_FIELDS, inParts, jotformFields } from './unsigned-samples.ts';

/** What `sources add` shows of a new source: its address, the same as it is to be pasted, and what it proves itself by. */
export type SetUp = { address: string; url: string; secret: string };

/** The same of a source with this secret: only a token stands in an address. */
export function setUpOf(address: string, secret: string): SetUp {
  return { address, secret, url: secret.startsWith('tok_') ? `${address}?token=${secret}` : address };
}

/** A delivery as a sender posts it once it is set up, and the ticket that somebody who reads the form expects of it. */
export type Sample = { post(source: SetUp, at: Date): FormDelivery; ticket: ExpectedTicket };

type ExpectedTicket = {
  requester: string;
  subject: string;
  /** Each answer beside who asks and the subject, as it stands in the text. */
  shows: string[];
};

/** A page of one's own, and what somebody fills in there. */
export const PAGE = 'https://www.acme.example';
const PAGE_ANSWERS = {
  name: 'Paola Neri',
  email: 'paola@neri.example',
  subject: 'The second parcel is missing',
  'order number': '2026-0815',
  text: 'One of two parcels came on Friday.\nThe other one is said to be delivered.',
};

const JSON_TYPE = { 'content-type': 'application/json' };

/** A provider that signs, with what the same secret made. */
function signing(name: string): Sample['post'] {
  return ({ url, address, secret }, at) => {
    // The address is signed as it is known outside, by https.
    const delivery = signed(name, { secret, at, url: address.replace(/^http:/, 'https:') });
    return { ...delivery, url, headers: { ...JSON_TYPE, ...delivery.headers } };
  };
}

/** A sender with the token in the address. */
const byUrl =
  (delivery: FormDelivery): Sample['post'] =>
  ({ url }) => ({ ...delivery, url });

/** A sender with the token in a header. */
const byHeader =
  (delivery: FormDelivery): Sample['post'] =>
  ({ address, secret }) => ({
    ...delivery,
    url: address,
    headers: { ...delivery.headers, authorization: `Bearer ${secret}` },
  });

function byFramer({ address, secret }: SetUp): FormDelivery {
  const id = '0fbb-framer-1';
  const { body } = plain(FRAMER);
  const signature = createHmac('sha256', secret).update(body).update(id).digest('hex');
  const headers = {
    ...JSON_TYPE,
    'framer-signature': `sha256=${signature}`,
    'framer-webhook-submission-id': id,
  };
  return { url: address, headers, body };
}

function byGoogle({ address, secret }: SetUp, at: Date): FormDelivery {
  const body = JSON.stringify(GOOGLE);
  const headers = {
    ...JSON_TYPE,
    'webhook-id': GOOGLE.responseId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(GOOGLE.responseId, at, body),
  };
  return { url: address, headers, body: Buffer.from(body) };
}

const PAIRS =
  'email=mia@forno.example&name=Mia+Costa&message=The+oven+is+cold.&size=large&days%5B%5D=Monday&days%5B%5D=Friday';

/** By type, a provider's. */
export const SAMPLES: Readonly<Record<string, Sample>> = {
  html: {
    post: ({ address }) => ({
      url: address,
      headers: { origin: PAGE, 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(PAGE_ANSWERS).toString()),
    }),
    ticket: {
      requester: PAGE_ANSWERS.email,
      subject: PAGE_ANSWERS.subject,
      shows: [PAGE_ANSWERS.text, PAGE_ANSWERS['order number']],
    },
  },
  standard: {
    post: signing('standard'),
    ticket: {
      requester: 'anna@acme.example',
      subject: 'The printer on the second floor',
      shows: ['It prints every page twice.\nSince Monday.'],
    },
  },
  webflow: {
    post: signing('webflow'),
    ticket: {
      requester: 'giulia@officina.example',
      subject: 'The till does not open.',
      shows: [
        'The till does not open.\nIt beeps.',
        ...['Phone: 390612345678', 'IP address: the one of the till', 'Newsletter: false'],
        'Form: Ask the workshop',
        'till open.jpg: https://uploads.webflow.example/64b0/till%20open.jpg',
      ],
    },
  },
  typeform: {
    post: signing('typeform'),
    ticket: {
      requester: 'pia@bici.example',
      subject: '{"it": "squeaks"}',
      shows: [
        ...['What are you called?: Pia', '{"it": "squeaks"}', 'Which parts?: Brakes, The bell', 'Rides a week: 0'],
        ...['Is it electric?: false', 'Town: Siena', 'of a question that is gone', 'customer_no: K-17'],
        'Form: Help with your bicycle',
        'wheel.png: https://files.typeform.example/r/0aa1/wheel.png',
      ],
    },
  },
  tally: {
    post: signing('tally'),
    ticket: {
      requester: 'leo@studio.example',
      subject: 'It fell.',
      shows: [
        ...['It fell.\nTwice.', 'Spare parts: 0', 'Days: Monday, by appointment', 'I agree: false', 'Size: Small'],
        ...['Rate us Speed: Good', 'Rate us Price: Bad', 'campaign: autumn'],
        'Form: Book a repair',
        'front.jpg: https://storage.tally.example/private/front.jpg?id=f1&accessToken=x',
        'back.jpg: https://storage.tally.example/private/back.jpg',
      ],
    },
  },
  jotform: {
    post: byUrl(inParts(jotformFields())),
    ticket: {
      requester: 'anna@rossi.example',
      subject: 'La stampante brucia.',
      shows: [
        ...[
          'La stampante brucia.\nDavvero: aiuto!',
          'Quando succede?: 2026-11-03',
          'Prodotti: Stampante, Fax, vecchio',
        ],
        ...['Quanti PC?: 0', 'Form: Assistenza'],
        'foto uno.jpg: https://www.jotform.com/uploads/rossi/240001112223334/6100000000000000001/foto%20uno.jpg',
      ],
    },
  },
  netlify: {
    post: signing('netlify'),
    ticket: {
      requester: 'mara@serra.example',
      subject: 'The roof leaks.',
      shows: ['The roof leaks.', 'contract: S-0', 'Form: contact', 'roof.pdf: https://d33.netlify.example/f/roof.pdf'],
    },
  },
  gravity: {
    post: byHeader(plain(GRAVITY_FIELDS)),
    ticket: { requester: MAIL, subject: 'Stampante', shows: ['La stampante brucia.', 'Entry id: 453'] },
  },
  google: {
    post: byGoogle,
    ticket: {
      requester: 'anna@rossi.example',
      subject: 'La stampante brucia.',
      shows: ['La stampante brucia.', 'Prodotti: Stampante, Fax', 'Quanti?: 0', 'Form title: Assistenza'],
    },
  },
  framer: {
    post: byFramer,
    ticket: { requester: MAIL, subject: 'La stampante brucia.', shows: ['La stampante brucia.', 'Newsletter: false'] },
  },
  github: {
    post: signing('github'),
    ticket: {
      requester: NOBODY,
      subject: 'The pump stops at night',
      shows: [
        ...['Every night at two.\nNothing in the log.', 'link: https://github.example/acme/pump/issues/12'],
        ...['action: opened', 'issue number: 12', 'issue user login: nilo', 'issue labels 1 name: hardware'],
      ],
    },
  },
  hubspot: {
    post: signing('hubspot'),
    ticket: {
      requester: 'ugo@forno.example',
      subject: 'The oven is cold.',
      shows: ['The oven is cold.', 'num_ovens: 0', 'page-url: https://forno.example/help'],
    },
  },
  token: {
    post: byUrl(plain(PAIRS, { type: 'application/x-www-form-urlencoded' })),
    ticket: {
      requester: 'mia@forno.example',
      subject: 'The oven is cold.',
      shows: ['The oven is cold.', 'Size: large', 'Days: Monday, Friday'],
    },
  },
};

/** By type, a preset's: some have the token in their address, some in a header. */
export const PRESET_SAMPLES: Readonly<Record<string, Sample>> = Object.fromEntries(
  Object.entries(POSTED).map(([name, delivery]) => {
    const hasUrl = presets[name]?.steps.some((step) => step.includes('{url}'));
    const post = (hasUrl ? byUrl : byHeader)(delivery);
    return [name, { post, ticket: { requester: MAIL, subject: 'Brucia.', shows: ['Brucia.', 'Sede: Trento'] } }];
  }),
);
