import { toAddress } from '../address.ts';
import { fold } from './automatic/fold.ts';
import type { InboundMail } from './inbound.ts';
import { isNoReply } from './no-reply.ts';

/** Accounts that web servers and forms send from. `info` and `sales` are people's, and so is `web`, in doubt. */
const FORM_MAILER =
  /^(?:www-?(?:data|run)|apache\d?|httpd?|nginx|php|cgi|root|wordpress|wp|wpforms|joomla|drupal|typo3|magento|prestashop|shopify|wix|jotform|typeform|wufoo|formspree|(?:web|contact|kontakt|online|mail)?[-_.]?forms?(?:[-_.]?(?:mail|mailer|handler))?|form[-_.]?(?:mail|mailer|builder|responses?)|kontaktformular|(?:modulo|formulario|formulaire|form)[-_.]?(?:web|contatti|contatto|di-contatto|contacto|contact|de-contact)?|contactform(?:ulier)?|mailer|php-?mailer|sendmail|smtp|notifications?|notify|notifier|automated|auto-?mailer|robot|bot)(?:\+.*)?$/;

/** "'Anna Rossi' via Support", as mailing groups and forms name a sender whose address they put theirs in the place of. */
const VIA =
  /^(.*?)(?:^|[\s–—:|/,-]+)[([]*(?:via|by way of|v[ií]a|über|ueber|tramite|attraverso|per conto di|a trav[eé]s de|por meio de|par l'intermédiaire de|door middel van|namens|przez|через|přes|által|kautta|経由|通过)\s+\S.*$/iu;

/** Whether an address is a program's that sends what people typed into a form, or one that says that nobody reads it. */
export function isFormMailer(address: string): boolean {
  return isNoReply(address) || FORM_MAILER.test(fold(address.slice(0, Math.max(address.lastIndexOf('@'), 0))));
}

/** Whether a list or a mailing group has put its own address into From, in the place of the writer's. */
export function isGroupRewrite({
  from,
  fromSays,
  list,
  origin,
}: Pick<InboundMail, 'from' | 'fromSays' | 'list' | 'origin'>): boolean {
  if (!from) return false;
  const { originalSender, lists = [] } = origin ?? {};
  const isOthers = originalSender !== undefined && originalSender.address !== from.address;
  const saysVia = saidInFrom({ from, fromSays }).some(isVia);
  if (isOthers && (saysVia || list !== false || lists.includes(from.address))) return true;
  return lists.includes(from.address) || (list !== false && saysVia);
}

/** All that the From of a mail says beside its address: the name, and what more was found in the field. */
export function saidInFrom({ from, fromSays = [] }: Pick<InboundMail, 'from' | 'fromSays'>): string[] {
  return [from?.name ?? '', ...fromSays];
}

/** Whether a text shows an address, in whatever letters its domain stands there. */
export function showsAddress(text: string, address: string): boolean {
  if (text.toLowerCase().includes(address)) return true;
  return (text.match(/[^\s"'<>()[\],;:]+@[^\s"'<>()[\],;:]+/g) ?? []).some((each) => toAddress(each) === address);
}

/** Whether a name says that somebody sent it by way of another. */
export function isVia(name: string): boolean {
  return VIA.test(name);
}

/** The writer's address as some groups put it into theirs: `anna=rossi.example@groups.example`; undefined for any other. */
export function addressWithin(address: string): string | undefined {
  const [, local, domain] = /^([^=@\s]{1,64})=([\w-]+(?:\.[\w-]+)+)@/.exec(address) ?? [];
  return local === undefined ? undefined : `${local}@${domain}`;
}

/** The name of whom "'Anna Rossi' via Support" was sent for; undefined when the name says nothing like it. */
export function nameBeforeVia(name: string | undefined): string | undefined {
  const [, before] = VIA.exec(name ?? '') ?? [];
  return before?.replace(/^['"‘“]|['"’”]$/g, '').trim() || undefined;
}
