import { html } from 'hono/html';
import type { Agent } from '../../../shared/customer/agent.ts';

/** The login page of the local desk: each address of an agent is a button, and there is no password. */
export function loginPage(agents: readonly Pick<Agent, 'name' | 'addresses'>[]): string {
  const choices = agents.flatMap(({ name, addresses }) => addresses.map((address) => ({ name, address })));
  return page(
    'Log in to the local desk',
    html`<p>Choose whom you are. There is no password: this page is part of a desk that runs on your machine, and there is none like it on AWS.</p>
<form method="post"><ul>${choices.map(
      ({ name, address }) => html`
<li><button name="address" value="${address}">${name}, ${address}</button></li>`,
    )}
</ul></form>
<p>An admin adds agents: <code>npm run desk -- agents import FILE</code></p>`,
  );
}

/** In place of the login page, when there is nothing to log in to, or the choice was none. */
export function sorryPage(why: string): string {
  return page('This login cannot go on', html`<p>${why}</p>`);
}

function page(title: string, content: ReturnType<typeof html>): string {
  return String(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body><main><h1>${title}</h1>
${content}
</main></body></html>
`);
}
