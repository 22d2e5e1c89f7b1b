import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

/**
 * What a secret holds, as JSON; null for what is none, since the parser's own message would quote it. One that was made and never written holds
 * nothing, `{}`. Throws what the service says.
 */
export async function secretValue(client: SecretsManagerClient, id: string): Promise<unknown> {
  const text = await secretText(client, id);
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function secretText(client: SecretsManagerClient, id: string): Promise<string> {
  try {
    const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    return SecretString;
  } catch (error) {
    // One name for two things: no such secret, and a secret without a value.
    if (error instanceof ResourceNotFoundException && /secret value/.test(error.message)) return '{}';
    throw error;
  }
}
