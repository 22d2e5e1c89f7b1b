import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** What a secret holds, as JSON; null for what is none, since the parser's own message would quote it. Throws what the service says. */
export async function secretValue(client: SecretsManagerClient, id: string): Promise<unknown> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
  try {
    return JSON.parse(SecretString ?? '{}');
  } catch {
    return null;
  }
}
