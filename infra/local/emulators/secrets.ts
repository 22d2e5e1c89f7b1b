import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Service, serve } from '../serve.ts';

/** A secret's value as it is now, undefined before anybody has put one in, and the way to change it. */
export type LocalSecret = { get(): string | undefined; put(value: string): void };

const getSchema = z.object({ SecretId: z.string() });
const putSchema = getSchema.extend({ SecretString: z.string().min(1).max(65_536) });

/** Secrets Manager with these secrets by name, and two calls, `GetSecretValue` and `PutSecretValue` (AWS JSON 1.1). */
export function startSecrets(secrets: Readonly<Record<string, LocalSecret>>): Promise<Service> {
  return serve(async (request) => {
    const call = request.headers.get('x-amz-target');
    const isPut = call === 'secretsmanager.PutSecretValue';
    if (!isPut && call !== 'secretsmanager.GetSecretValue') {
      const known = 'The local Secrets Manager knows GetSecretValue and PutSecretValue only.';
      return failure('InvalidRequestException', known);
    }
    const body: unknown = await request.json();
    const input = getSchema.safeParse(body);
    if (!input.success) return failure('InvalidParameterException', 'SecretId is missing.');
    const { SecretId: Name } = input.data;
    const secret = Object.hasOwn(secrets, Name) ? secrets[Name] : undefined;
    if (!secret) return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    const VersionStages = ['AWSCURRENT'];
    if (isPut) {
      const put = putSchema.safeParse(body);
      if (!put.success) return failure('InvalidParameterException', 'SecretString must have 1 to 65536 characters.');
      secret.put(put.data.SecretString);
      return answer(200, { Name, VersionId: randomUUID(), VersionStages });
    }
    const SecretString = secret.get();
    if (SecretString === undefined) {
      const staging = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
      return failure('ResourceNotFoundException', staging);
    }
    return answer(200, { Name, SecretString, VersionStages });
  });
}

function failure(type: string, message: string): Response {
  return answer(400, { __type: type, message });
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/x-amz-json-1.1' } });
}
