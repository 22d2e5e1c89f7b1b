import * as z from 'zod';
import { type Service, serve } from '../serve.ts';

const getSecretValueSchema = z.object({ SecretId: z.string() });

/**
 * Secrets Manager with one secret and one call, `GetSecretValue` (AWS JSON 1.1). `secret` gives its value as it is now: undefined
 * before anybody has put one in.
 */
export function startSecrets(secretId: string, secret: () => string | undefined): Promise<Service> {
  return serve(async (request) => {
    if (request.headers.get('x-amz-target') !== 'secretsmanager.GetSecretValue') {
      return failure('InvalidRequestException', 'The local Secrets Manager knows GetSecretValue only.');
    }
    const input = getSecretValueSchema.safeParse(await request.json());
    if (!input.success) return failure('InvalidParameterException', 'SecretId is missing.');
    if (input.data.SecretId !== secretId) {
      return failure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    const SecretString = secret();
    if (SecretString === undefined) {
      const staging = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
      return failure('ResourceNotFoundException', staging);
    }
    return answer(200, { Name: secretId, SecretString, VersionStages: ['AWSCURRENT'] });
  });
}

function failure(type: string, message: string): Response {
  return answer(400, { __type: type, message });
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/x-amz-json-1.1' } });
}
