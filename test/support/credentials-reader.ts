import { readFileSync } from 'node:fs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';

export interface Triple {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** A tool that keeps reading the credentials file and checks it against STS and its clock. */
export interface CredentialsReader {
  /** Access key IDs that it has read. */
  readonly sessions: ReadonlySet<string>;
  /** Every fault, once for each profile and session. */
  readonly faults: ReadonlySet<string>;
  stop(): Promise<void>;
}

/**
 * Reads every few ms without Rolekeeper's parser: a section is the lines after its header. Checks
 * each new set of three values with GetCallerIdentity, which fails if they do not belong together
 * or have expired.
 */
export function readContinuously(
  file: string,
  profiles: readonly string[],
  sts: EmbeddedSts,
): CredentialsReader {
  const faults = new Set<string>();
  const known = new Map<string, Triple>();
  const pending: Promise<void>[] = [];

  const ask = async (profile: string, triple: Triple): Promise<void> => {
    const refused = await whoIs(triple, sts);
    if (refused !== null) faults.add(`${profile}: ${refused}`);
  };
  const look = (profile: string, triple: Triple): void => {
    const { accessKeyId } = triple;
    const expiration = sts.identityFor(accessKeyId)?.expiration ?? null;
    if (expiration === null) {
      faults.add(`${profile}: ${accessKeyId} was never issued`);
      return;
    }
    if (expiration <= Date.now()) faults.add(`${profile}: ${accessKeyId} is expired`);
    const seen = known.get(accessKeyId);
    if (seen === undefined) {
      known.set(accessKeyId, triple);
      pending.push(ask(profile, triple));
    } else if (JSON.stringify(seen) !== JSON.stringify(triple)) {
      faults.add(`${profile}: ${accessKeyId} with values of another`);
    }
  };
  const timer = setInterval(() => {
    const text = readFileSync(file, 'utf8');
    for (const profile of profiles) {
      const triple = tripleOf(text, profile);
      if (triple === null)
        faults.add(
          `${profile}: missing or incomplete in a file of ${String(text.length)} characters`,
        );
      else look(profile, triple);
    }
  }, 4);

  return {
    get sessions() {
      return new Set(known.keys());
    },
    faults,
    async stop() {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
}

function tripleOf(text: string, profile: string): Triple | null {
  const body = text.split(`[${profile}]\n`)[1]?.split('\n[')[0];
  const value = (key: string) => new RegExp(`^${key} = (\\S+)$`, 'm').exec(body ?? '')?.[1];
  const accessKeyId = value('aws_access_key_id');
  const secretAccessKey = value('aws_secret_access_key');
  const sessionToken = value('aws_session_token');
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined)
    return null;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** Null if STS accepts these three values as one valid session, otherwise its error. */
export async function whoIs(
  { accessKeyId, secretAccessKey, sessionToken }: Triple,
  sts: EmbeddedSts,
): Promise<string | null> {
  // A copy, because the SDK writes into its argument.
  const credentials = { accessKeyId, secretAccessKey, sessionToken };
  const client = new STSClient({
    region: 'us-east-1',
    endpoint: sts.url,
    credentials,
    maxAttempts: 1,
  });
  try {
    await client.send(new GetCallerIdentityCommand({}));
    return null;
  } catch (error) {
    return String(error);
  } finally {
    client.destroy();
  }
}
