// The minimal script that assumes one role with the AWS SDK. It reads keys from the file, makes one
// call, and appends three values without a lock or checks.
import { appendFileSync, readFileSync } from 'node:fs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

const {
  AWS_SHARED_CREDENTIALS_FILE = '',
  AWS_ENDPOINT_URL_STS = '',
  AWS_REGION = '',
} = process.env;
const [roleArn, externalId, sessionName, profile] = process.argv.slice(2);
const text = readFileSync(AWS_SHARED_CREDENTIALS_FILE, 'utf8');
const key = (name: string): string => new RegExp(`^${name} = (.*)$`, 'm').exec(text)?.[1] ?? '';

const client = new STSClient({
  region: AWS_REGION,
  endpoint: AWS_ENDPOINT_URL_STS,
  credentials: {
    accessKeyId: key('aws_access_key_id'),
    secretAccessKey: key('aws_secret_access_key'),
  },
});
// No top-level `await`, so that the script can be bundled like the command line.
void client
  .send(
    new AssumeRoleCommand({
      RoleArn: roleArn,
      ExternalId: externalId,
      RoleSessionName: sessionName,
    }),
  )
  .then(({ Credentials }) => {
    appendFileSync(
      AWS_SHARED_CREDENTIALS_FILE,
      `\n[${String(profile)}]\naws_access_key_id = ${String(Credentials?.AccessKeyId)}\naws_secret_access_key = ${String(Credentials?.SecretAccessKey)}\naws_session_token = ${String(Credentials?.SessionToken)}\n`,
    );
  });
