import { createHandler, onlineDesk } from '../../../functions/online-desk/handler.ts';
import { sentLink } from '../../../shared/mail/signed/sent-link.ts';
import type { MemoryDesk } from '../../support/memory-desk.ts';
import { submit } from '../../support/page.ts';
import { deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';
import { type Answer, visit } from '../../support/visit.ts';
import { companyPath, WITH_PORTAL } from '../states/company.ts';
import { formOf, linkTo } from '../states/scene.ts';
import { fileOf } from '../states/story.ts';

/** A request that a route takes: its path is filled in with what leads to something. */
type Asked = { method: string; path: string };

/** A desk, and every request that its routes take, by their table: a route that is added is walked too. */
export type Walk = { desk: MemoryDesk; link: string; safe: Asked[]; unsafe: Asked[] };

/** Of a form that was sent. */
const SUBMISSION = 'k9g7m2p4k9g7m2p4';

const SAFE = ['GET', 'HEAD', 'OPTIONS'];

/** A new desk with a ticket that has a file, and all requests to it. */
export async function newWalk(): Promise<Walk> {
  const desk = deskOf({ customers: [WITH_PORTAL] });
  const { id } = await waitingTicket(desk, { attachments: [fileOf('gate.png')] });
  await submit(desk, { submission: SUBMISSION });
  const [[message], [key = '']] = [await messagesOf(desk, id), await desk.secrets.signingKeys()];
  const link = lastOf(await linkTo(desk, id, 'en'));
  const own: Record<string, string> = {
    '/desk/sent/:link': sentLink(key, { submission: SUBMISSION, at: desk.now().toISOString() }),
    '/desk/c/:link': lastOf(await companyPath(desk, 'en')),
  };
  const named = { hash: 'x', name: 'desk.css', why: 'email' };
  const given: Record<string, string> = { message: message?.key ?? '', file: '0', ...named };
  const fill = (path: string) =>
    path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'link' ? (own[path] ?? link) : (given[name] ?? '')));
  const all = onlineDesk(desk)
    .routes.filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, path: fill(path) }));
  const isSafe = ({ method }: Asked) => SAFE.includes(method);
  return { desk, link, safe: all.filter(isSafe), unsafe: all.filter((asked) => !isSafe(asked)) };
}

/** The last part of a path: what opens the page. */
function lastOf(path: string): string {
  return path.replace(/^.*\/|\?.*$/g, '');
}

/** Sends what a form of the page would, filled in. */
export function send(desk: MemoryDesk, { method, path }: Asked, headers: Record<string, string>): Promise<Answer> {
  const browser = visit(createHandler(desk));
  if (SAFE.includes(method)) return browser.send(method, path, headers);
  const form = formOf(desk, 'en');
  if (path === '/desk/uploads') {
    const body = JSON.stringify({ token: form.token, index: 0, size: 9, contentType: 'text/plain' });
    return browser.send(method, path, { 'content-type': 'application/json', ...headers }, Buffer.from(body));
  }
  const fields = new URLSearchParams({ ...form, number: 'T-4F7K2M9Q' });
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return browser.send(method, path, { ...type, ...headers }, Buffer.from(fields.toString()));
}

/** All that a request could change. */
export function stateOf({ items, stored, sent, scheduled, again }: MemoryDesk): string {
  return JSON.stringify([[...items], [...stored.keys()], sent, [...scheduled], again]);
}
