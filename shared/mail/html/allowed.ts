/** What of HTML mail is kept: what formats text. Everything that is not named here goes. */

/** Elements that are kept. The text of all others is kept without them, unless they are in `DROPPED`. */
export const ALLOWED_TAGS: ReadonlySet<string> = words(
  `a abbr address article aside b bdi big blockquote br caption center cite code col colgroup dd del dfn div dl dt em
   figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q s samp section small
   span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr`,
);

/** Elements without an end. */
export const VOID_TAGS: ReadonlySet<string> = words('br col hr img wbr');

/** Elements that go with all they hold: another document, a picture, or what stands in for it. Other text is always shown. */
export const DROPPED_TAGS: ReadonlySet<string> = words(
  'applet audio canvas frameset iframe math object script style svg title video xml',
);

/** Attributes that only format; their values are short words, numbers, and colours. */
const PLAIN_ATTRIBUTES: ReadonlySet<string> = words(
  'align alt bgcolor border cellpadding cellspacing color colspan face height lang rows rowspan size start title type valign width',
);

const MAX_PLAIN_VALUE = 500;

/** True for an attribute that cannot load or run anything. */
export function isPlainAttribute(name: string, value: string): boolean {
  return PLAIN_ATTRIBUTES.has(name) && value.length <= MAX_PLAIN_VALUE;
}

/** Data images beyond this belong into a file: an inline picture of this size is a signature's logo. */
const MAX_DATA_IMAGE = 100_000;
const MAX_LINK = 2_000;

/** What a link may lead to; undefined for everything else. Browsers skip white space and controls in the scheme. */
export function allowedLink(href: string): string | undefined {
  const link = href
    .replace(/[\p{Cc}\s]+/gu, (space) => (/^ +$/.test(space) ? '%20' : ''))
    .replace(/^(%20)+|(%20)+$/g, '');
  return link.length <= MAX_LINK && /^(https?:\/\/|mailto:|tel:)/i.test(link) ? link : undefined;
}

/** Where an image comes from: `show` it, or only remember its address, because loading it tells the sender who reads. */
export function imageSource(src: string): { show: string } | { remote: string } | undefined {
  const source = src.trim();
  if (/^cid:[^\s"'<>]{1,300}$/i.test(source)) return { show: source };
  const isData =
    source.length <= MAX_DATA_IMAGE && /^data:image\/(png|jpe?g|gif|webp);base64,[a-z0-9+/=\s]*$/i.test(source);
  if (isData) return { show: source };
  const remote = allowedLink(source);
  return remote !== undefined && /^https?:/i.test(remote) ? { remote } : undefined;
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
