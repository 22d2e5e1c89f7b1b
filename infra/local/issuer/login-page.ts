import { html, raw } from 'hono/html';
import { type Agent, isLead } from '../../../shared/customer/agent.ts';

/** A page of its own: an issuer is somebody else's site, and has nothing of the desk's sheets. */
const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 4rem auto; padding: 0 1rem; }
ul { list-style: none; padding: 0; }
li { margin: 0.75rem 0; }
button { width: 100%; padding: 0.75rem 1rem; font: inherit; font-weight: 600; text-align: left; border: 1px solid; border-radius: 0.5rem; cursor: pointer; }
`;

/** The login page of the local desk: each address of an agent is a button, and there is no password. */
export function loginPage(agents: readonly Pick<Agent, 'name' | 'addresses' | 'role'>[]): string {
  const choices = agents.flatMap((agent) =>
    agent.addresses.map((address) => ({ name: agent.name, address, leads: isLead(agent) })),
  );
  return page(
    'Log in to the local desk',
    html`<p>Choose whom you are. There is no password: this page is part of a desk that runs on your machine, and there is none like it on AWS.</p>
<form method="post"><ul>${choices.map(
      ({ name, address, leads }) => html`
<li><button name="address" value="${address}">${name}, ${address}${leads ? ', leads the team' : ''}</button></li>`,
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
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${raw(STYLE)}</style></head>
<body><main><h1>${title}</h1>
${content}
</main></body></html>
`);
}
