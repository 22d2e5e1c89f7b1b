import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { deskStage } from './template.ts';

/**
 * What must stay as it is in every release: CloudFormation replaces a table whose id or key changes, and a secret whose template changes is
 * made anew. A change here needs a migration note in CHANGELOG.md, and is made in pinned.json by hand.
 */
const pinned = JSON.parse(readFileSync(new URL('../pinned.json', import.meta.url), 'utf8'));

/** What of a resource CloudFormation cannot change in its place. */
const FIXED: Record<string, readonly string[]> = {
  'AWS::Cognito::UserPool': ['UsernameAttributes', 'UsernameConfiguration', 'Schema'],
  'AWS::DynamoDB::GlobalTable': ['KeySchema', 'GlobalSecondaryIndexes', 'TimeToLiveSpecification'],
  'AWS::S3::Bucket': [],
  'AWS::SES::EmailIdentity': [],
  'AWS::SecretsManager::Secret': ['GenerateSecretString'],
};

it.each(['dev', 'prod'])('what holds data keeps its id and its keys, in stage %s (A15)', (name) => {
  const { Resources } = Template.fromStack(deskStage({}, name).state).toJSON();
  const found = Object.entries<{ Type: string; Properties?: Record<string, unknown> }>(Resources).flatMap(
    ([id, { Type, Properties = {} }]) => {
      const fixed = FIXED[Type];
      if (fixed === undefined) return [];
      return [
        [id, Object.fromEntries(['Type', ...fixed].map((key) => [key, key === 'Type' ? Type : Properties[key]]))],
      ];
    },
  );
  expect(JSON.parse(JSON.stringify(Object.fromEntries(found)))).toEqual(pinned);
});
