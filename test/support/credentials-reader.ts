import { readFileSync } from 'node:fs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { EmbeddedSts } from '../../demo/sts/embedded-sts.ts';

export interface SessionValues {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * A tool that reads the credentials file continuously, and compares each session with what STS has
 * issued.
 */
export interface CredentialsReader {
  /** The access key IDs that the tool has read. */
  readonly sessions: ReadonlySet<string>;
  /** The faults that the tool has found. A fault appears once for each profile and session. */
  readonly faults: ReadonlySet<string>;
  stop(): Promise<void>;
}

/**
 * Reads the file every 4 ms without Rolekeeper's parser. Sends each new session to
 * GetCallerIdentity, which fails if its three values do not belong together or have expired.
 */
export function readContinuously(
  file: string,
  profiles: readonly string[],
  sts: EmbeddedSts,
): CredentialsReader {
  const faults = new Set<string>();
  const known = new Map<string, SessionValues>();
  const pending: Promise<void>[] = [];

  const ask = async (profile: string, values: SessionValues): Promise<void> => {
    const refused = await refusalOf(values, sts);
    if (refused !== null) faults.add(`${profile}: ${refused}`);
  };
  const look = (profile: string, values: SessionValues): void => {
    const { accessKeyId } = values;
    const expiration = sts.identityFor(accessKeyId)?.expiration ?? null;
    if (expiration === null) {
      faults.add(`${profile}: ${accessKeyId} was never issued`);
      return;
    }
    if (expiration <= Date.now()) faults.add(`${profile}: ${accessKeyId} is expired`);
    const seen = known.get(accessKeyId);
    if (seen === undefined) {
      known.set(accessKeyId, values);
      pending.push(ask(profile, values));
    } else if (JSON.stringify(seen) !== JSON.stringify(values)) {
      faults.add(`${profile}: ${accessKeyId} has another secret or token than before`);
    }
  };
  const timer = setInterval(() => {
    const text = readFileSync(file, 'utf8');
    for (const profile of profiles) {
      const values = valuesOf(text, profile);
      if (values === null)
        faults.add(
          `${profile}: missing or incomplete in a file of ${String(text.length)} characters`,
        );
      else look(profile, values);
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

function valuesOf(text: string, profile: string): SessionValues | null {
  const body = text.split(`[${profile}]\n`)[1]?.split('\n[')[0];
  const value = (key: string) => new RegExp(`^${key} = (\\S+)$`, 'm').exec(body ?? '')?.[1];
  const accessKeyId = value('aws_access_key_id');
  const secretAccessKey = value('aws_secret_access_key');
  const sessionToken = value('aws_session_token');
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined)
    return null;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** Returns null if STS accepts these three values as one valid session, otherwise STS's error. */
export async function refusalOf(
  { accessKeyId, secretAccessKey, sessionToken }: SessionValues,
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
