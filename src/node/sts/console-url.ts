import * as z from 'zod/mini';
import type { SessionCredentials } from '../../core/ports.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { partitionOf } from '../../core/aws-config/partition.ts';
import { errorCode } from '../state/sqlite.ts';

const deadlineMs = 15_000;
const answer = z.object({ SigninToken: z.string().check(z.minLength(1)) });

/**
 * An address that opens the console as a role; a secret, valid for 15 minutes. IAM user guide, "Enable custom identity broker access to the AWS
 * console": without SessionDuration, which chained roles may not give, it lasts as long as the credentials. `federation` replaces
 * the partition's own endpoint. `network` where nothing answers, `network-intercepted` where it is no federation endpoint that answers.
 */
export async function consoleUrl(
  roleArn: string,
  { accessKeyId, secretAccessKey, sessionToken }: SessionCredentials,
  federation?: string,
): Promise<Result<string>> {
  const partition = partitionOf(roleArn);
  const host = partition?.signInHost ?? '';
  const endpoint = federation ?? `https://${host}/federation`;
  const session = JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });
  try {
    const asked = `${endpoint}?${new URLSearchParams({ Action: 'getSigninToken', Session: session }).toString()}`;
    const response = await fetch(asked, { signal: AbortSignal.timeout(deadlineMs), redirect: 'error' });
    const { SigninToken } = answer.parse(await response.json());
    const Destination = `https://${partition?.consoleHost ?? ''}/`;
    return ok(
      `${endpoint}?${new URLSearchParams({ Action: 'login', Issuer: 'Rolekeeper', Destination, SigninToken }).toString()}`,
    );
  } catch (error) {
    const code = error instanceof Error ? errorCode(error.cause) : null;
    return code === null
      ? failed({ kind: 'network-intercepted', reason: 'no sign-in token', host })
      : failed({ kind: 'network', code, host });
  }
}
