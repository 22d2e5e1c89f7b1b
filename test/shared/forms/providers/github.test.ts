import { describe, expect, it } from 'vitest';
import { ask } from '../../../../shared/forms/ask.ts';
import { github } from '../../../../shared/forms/providers/github.ts';
import { bodyOf, delivered, NOW, posted, readBy, secretFor } from './signed.ts';

const body = () => JSON.parse(String(bodyOf('github')));

describe('the signature of GitHub', () => {
  it('is that of SHA-256: the older one alone is not enough', () => {
    const { headers, ...delivery } = delivered('github');
    const older = { 'x-hub-signature': headers['x-hub-signature-256'] };
    expect(github.verify({ ...delivery, headers: older }, [secretFor('github')], NOW)).toBeUndefined();
  });
});

describe('what GitHub posts', () => {
  const issue = readBy(github, delivered('github'));

  it('is an issue with its words first, and nothing of its programs', () => {
    expect(issue).toMatchObject({ id: 'issue 990012', form: 'acme/pump', at: '2026-11-30T07:58:11.000Z' });
    expect(issue.fields.map(({ key, kind, values }) => [key, kind, ...values])).toEqual([
      ['title', 'text', 'The pump stops at night'],
      ['body', 'long text', 'Every night at two.\r\nNothing in the log.'],
      ['author', 'name', 'nilo'],
      ['link', 'link', 'https://github.example/acme/pump/issues/12'],
      ['action', 'text', 'opened'],
      ['issue number', 'number', '12'],
      ['issue user login', 'text', 'nilo'],
      ['issue labels 1 name', 'text', 'hardware'],
      ['issue labels 1 default', 'text', 'false'],
      ['issue state', 'text', 'open'],
      ['issue comments', 'number', '0'],
      ['issue created_at', 'text', '2026-11-30T07:58:11Z'],
    ]);
  });

  it('is in the name of its author, and of no label', () => {
    expect(ask(issue, { name: 'pump' }).name).toBe('nilo');
  });

  it('is a comment under the title of its issue, with an id of its own', () => {
    const comment = { id: 5, body: 'Here too.', user: { login: 'ada' }, html_url: 'https://github.example/c/5' };
    const read = readBy(github, posted('github', { ...body(), action: 'created', comment }));
    expect(read.id).toBe('comment 5');
    expect(read.fields.slice(0, 3).map(({ values }) => values)).toEqual([
      ['The pump stops at night'],
      ['Here too.'],
      ['ada'],
    ]);
  });

  it('is the same issue when it gets a label, and not when its words are others', () => {
    expect(readBy(github, posted('github', { ...body(), action: 'labeled', label: { name: 'urgent' } }))).toMatchObject(
      {
        id: issue.id,
        same: issue.same,
      },
    );
    const edited = { ...body(), action: 'edited' };
    edited.issue.body = 'Every night at three.';
    const read = readBy(github, posted('github', edited));
    expect(read.id).toBe(issue.id);
    expect(read.same).not.toBe(issue.same);
  });

  it('is read as a form, in which GitHub sends it when nobody says otherwise', () => {
    const form = Buffer.from(new URLSearchParams({ payload: String(bodyOf('github')) }).toString());
    const delivery = delivered('github', { body: form });
    expect(github.verify(delivery, [secretFor('github')], NOW)).toEqual({});
    const headers = { ...delivery.headers, 'content-type': 'application/x-www-form-urlencoded' };
    expect(readBy(github, { ...delivery, headers })).toEqual(issue);
  });

  it('is a greeting when the webhook was made', () => {
    expect(readBy(github, posted('github', { zen: 'Keep it simple.', hook_id: 1, hook: {} })).isGreeting).toBe(true);
    expect(issue.isGreeting).toBeUndefined();
  });
});
