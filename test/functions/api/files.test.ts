import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../functions/api/handler.ts';
import { attachmentLink } from '../../../shared/mail/signed/attachment-link.ts';
import { ask } from '../../support/http.ts';
import { deskOf, messagesOf, waitingTicket } from '../../support/stories.ts';

const KEY = 'a signing key for tests only';

async function deskWithFile() {
  const desk = deskOf();
  const content = Buffer.from('%PDF');
  const file = { filename: 'door.pdf', contentType: 'application/pdf', size: 4, content, inline: false };
  const { id } = await waitingTicket(desk, { attachments: [file] });
  const [message] = await messagesOf(desk, id);
  const ref = { ticketId: id, messageKey: message?.key ?? '', index: 0 };
  const pathOf = (key: string, change = {}) =>
    new URL(attachmentLink(key, desk.settings, { ...ref, ...change })).pathname;
  return { desk, handler: createHandler(desk), message, pathOf };
}

describe('a link to an attachment', () => {
  it('needs no login, and leads on to an address that gives the file', async () => {
    const { handler, message, pathOf } = await deskWithFile();
    const { status, headers } = await ask(handler, { path: pathOf(KEY) });
    expect(status).toBe(302);
    expect(headers).toMatchObject({
      location: `https://files.example/${message?.attachments[0]?.key}`,
      'cache-control': 'no-store',
    });
  });

  it('that is made up, altered or leads nowhere tells nothing', async () => {
    const { handler, pathOf } = await deskWithFile();
    const paths = [
      pathOf('some other key'),
      pathOf(KEY).replace('/0/', '/1/'),
      pathOf(KEY, { index: 7 }),
      `${pathOf(KEY)}/more`,
      '/files/x',
    ];
    const answers = await Promise.all(paths.map((path) => ask(handler, { path })));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(JSON.stringify(answers)).not.toContain('attachments/');
  });

  it('is not in the log when it fails: whoever reads that could follow it', async () => {
    const { desk, handler, pathOf } = await deskWithFile();
    desk.faults.add({ port: 'files.link' });
    const path = pathOf(KEY);
    expect((await ask(handler, { path })).status).toBe(503);
    const line = desk.lines.find(({ level }) => level === 'warn');
    expect(line?.details).toMatchObject({ method: 'GET', route: '/files/:ticketId/:messageKey/:index/:signature' });
    expect(JSON.stringify(desk.lines)).not.toContain(path.split('/').at(-1));
  });
});
