import { afterEach, describe, expect, it, vi } from 'vitest';
import { CommandError } from '../../../infra/cli/command.ts';
import { reasonOf } from '../../../infra/cli/reason.ts';

afterEach(() => vi.unstubAllEnvs());

/** As the SDK throws it: known by its name alone, or by the code of the system. */
const thrown = (name: string, message: string, code?: string) => Object.assign(new Error(message), { name, code });

describe('what a command that failed says', () => {
  it('names the profile when there are no credentials, and how to look', () => {
    const none = thrown('CredentialsProviderError', 'Could not load credentials from any providers');
    vi.stubEnv('AWS_PROFILE', undefined);
    expect(reasonOf(none)).toBe(
      'no AWS credentials (AWS_PROFILE is not set): `aws sts get-caller-identity` says whose they are, and whether there are any',
    );
    vi.stubEnv('AWS_PROFILE', 'nope');
    expect(reasonOf(none)).toMatch(/^no AWS credentials \(AWS_PROFILE is "nope"\): /);
  });

  it.each([
    [
      'ExpiredTokenException',
      'it has expired',
      undefined,
      /^AWS does not take these credentials \(it has expired\): log in again/,
    ],
    [
      'AccessDenied',
      'u may not perform: a:B',
      undefined,
      /^your AWS credentials lack a right: u may not perform: a:B$/,
    ],
    ['Error', 'getaddrinfo ENOTFOUND x.example', 'ENOTFOUND', /^no network, or no such Region: getaddrinfo ENOTFOUND/],
    ['Error', 'some fault', undefined, /^Error: some fault$/],
  ])('of %s: %s', (name, message, code, expected) => {
    expect(reasonOf(thrown(name, message, code))).toMatch(expected);
  });

  it('has its own words, and those of several refused connections', () => {
    expect(reasonOf(new CommandError('give one ID'))).toBe('give one ID');
    expect(reasonOf(new AggregateError([new Error('refused')]))).toBe('AggregateError: Error: refused');
    expect(reasonOf('odd')).toBe('odd');
  });
});
