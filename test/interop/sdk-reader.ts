// Prints for each line of standard input, as JSON, the credentials that a client of the AWS SDK for
// JavaScript would sign with now.
import { STSClient } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-providers';
import { createInterface } from 'node:readline';

const [profile = ''] = process.argv.slice(2);
// A client also decides when it reads the credentials again, which `fromIni` alone does not.
const client = new STSClient({ region: 'us-east-1', credentials: fromIni({ profile }) });

for await (const line of createInterface({ input: process.stdin })) {
  if (line !== '') continue;
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } =
      await client.config.credentials();
    const reading = {
      accessKeyId,
      secretAccessKey,
      sessionToken,
      expiration: expiration?.getTime() ?? null,
    };
    console.log(JSON.stringify(reading));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
