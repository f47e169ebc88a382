import { STSClient, STSServiceException } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import type { RoleAccount, UserAccount } from '../../demo/sts/accounts.ts';
import type { EmbeddedSts, EmbeddedStsOptions } from '../../demo/sts/embedded-sts.ts';
import { startEmbeddedSts } from '../../demo/sts/embedded-sts.ts';

export const SERIAL = 'arn:aws:iam::111122223333:mfa/alice';

export const ALICE: UserAccount = {
  userName: 'alice',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  mfaDevices: [{ kind: 'totp', serialNumber: SERIAL, seed: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }],
};
export const ALICE_ARN = 'arn:aws:iam::111122223333:user/alice';

/** A role in another account that trusts Alice's account. */
export const CLIENT_ROLE: RoleAccount = {
  roleArn: 'arn:aws:iam::999988887777:role/MyApp/MyS3Access',
  trusts: ['arn:aws:iam::111122223333:root'],
  maxSessionDuration: 7200,
};

export const NOW = Date.parse('2026-03-01T12:00:00Z');

/** Starts an embedded STS with Alice and the client's role. Closes it when the test ends. */
export async function startSts(options: Partial<EmbeddedStsOptions> = {}): Promise<EmbeddedSts> {
  const sts = await startEmbeddedSts({ users: [ALICE], roles: [CLIENT_ROLE], ...options });
  onTestFinished(() => sts.close());
  return sts;
}

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Returns an STS client of the AWS SDK that never retries. It signs requests with the time that
 * `now()` returns when the client is made.
 */
export function client(
  sts: { readonly url: string },
  keys: Keys = ALICE,
  now?: () => number,
): STSClient {
  const made = new STSClient({
    region: 'eu-central-1',
    endpoint: sts.url,
    credentials: {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey,
      ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
    },
    maxAttempts: 1,
    systemClockOffset: now === undefined ? 0 : now() - Date.now(),
  });
  onTestFinished(() => {
    made.destroy();
  });
  return made;
}

/** Returns the credentials of an answer in the form that `client` accepts. */
export function keysOf(answer: {
  readonly Credentials?:
    | {
        readonly AccessKeyId: string | undefined;
        readonly SecretAccessKey: string | undefined;
        readonly SessionToken: string | undefined;
      }
    | undefined;
}): Required<Keys> {
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** An error answer of STS, as the SDK parses it. */
export interface StsFailure {
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
}

/** Returns the error with which STS refuses the call. Throws if STS does not refuse it. */
export async function refusalTo(call: Promise<unknown>): Promise<StsFailure> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof STSServiceException)) throw error;
    return {
      code: (error as { Code?: string }).Code ?? error.name,
      message: error.message,
      status: error.$metadata.httpStatusCode,
    };
  }
  throw new Error('STS did not refuse the call');
}
