import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
} from '@aws-sdk/client-sts';
import type {
  AssumeRoleCommandOutput,
  GetSessionTokenCommandOutput,
  STSClient,
} from '@aws-sdk/client-sts';
import type { SessionCredentials } from '../../core/credentials.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type {
  AssumedRole,
  AssumeRoleRequest,
  Caller,
  CallerIdentity,
  MfaSessionRequest,
  StsAnswer,
} from '../../core/ports/sts.ts';
import { configuredEndpoint } from '../../core/aws-config/configured-endpoint.ts';
import type { Profiles } from '../../core/aws-config/profiles.ts';
import { namedStsEndpoint, stsEndpoint } from '../../core/aws-config/sts-endpoint.ts';
import { stsVariant } from '../../core/aws-config/sts-settings.ts';
import { isCallerIdentity, isIdentityArn } from '../../core/sts/identity-shape.ts';
import { readCaBundle } from './certificate-authorities.ts';
import { Exchange, NotSts } from './exchange.ts';
import { RequestAborted, withinDeadline } from './deadline.ts';
import { type SentBy, sharedClients } from './shared-clients.ts';
import { stsErrorOf } from './sts-error.ts';
import { createTransport } from './transport.ts';
import { caBundleOf, type NetworkSettings } from './network-settings.ts';

export interface Calls {
  assumeRole(
    caller: Caller,
    request: AssumeRoleRequest,
    callSettings: CallSettings,
  ): Promise<StsAnswer<AssumedRole>>;
  getSessionToken(
    caller: Caller,
    request: MfaSessionRequest,
    callSettings: CallSettings,
  ): Promise<StsAnswer<SessionCredentials>>;
  getCallerIdentity(caller: Caller, callSettings: CallSettings): Promise<StsAnswer<CallerIdentity>>;
  reset(): void;
}

/** The settings from the files and the environment that decide where a call goes. */
export interface CallSettings {
  readonly profile: string;
  readonly roleProfile: string;
  readonly profiles: Profiles;
  readonly network: NetworkSettings;
  readonly honourConfiguredEndpoints: boolean;
}

export function createCalls(clock: Clock): Calls {
  const transport = createTransport(clock);
  const clientFor = sharedClients();
  const inFlight = new Set<AbortController>();

  async function call<T>(
    caller: Caller,
    callSettings: CallSettings,
    tokenCode: string | null,
    send: (client: STSClient, sentBy: SentBy, isAws: () => boolean) => Promise<T>,
  ): Promise<StsAnswer<T>> {
    const { control, end } = withinDeadline(clock);
    inFlight.add(control);
    const { accessKeyId, secretAccessKey, sessionToken } = caller.credentials;
    const { env } = callSettings.network;
    let exchange: Exchange | null = null;
    try {
      const { profile, roleProfile, profiles } = callSettings;
      const ofProfile = profiles.get(roleProfile)?.caBundle ?? profiles.get(profile)?.caBundle;
      const bundlePath = caBundleOf(callSettings.network, ofProfile ?? null);
      const configured = callSettings.honourConfiguredEndpoints
        ? configuredEndpoint(profile, profiles, env)
        : null;
      const endpoint = caller.endpoint ?? configured;
      const { url, signingRegion } =
        endpoint === null
          ? stsEndpoint(caller.region, stsVariant(roleProfile, profiles, env))
          : namedStsEndpoint(endpoint, caller.region);
      exchange = new Exchange({
        transport,
        now: () => clock.now(),
        knownOffsetMs: caller.clockOffsetMs,
        sendOptions: {
          abortSignal: control.signal,
          ownConnection: tokenCode !== null,
          network: callSettings.network,
          caBundle: bundlePath === null ? null : await readCaBundle(bundlePath),
        },
      });
      const client = clientFor({
        url,
        region: signingRegion,
        accessKeyId,
        secretAccessKey,
        sessionToken,
        clockOffsetMs: caller.clockOffsetMs + Math.round(clock.now() - Date.now()),
      });
      const sentBy: SentBy = { exchange };
      // Only the transport gets the signal. If the SDK had it too, the SDK would reject before the
      // transport reports the reason.
      const value = await send(client, sentBy, () => sentBy.exchange.atAws);
      const { requestId, clockOffsetMs } = exchange.answer ?? {
        requestId: null,
        clockOffsetMs: null,
      };
      const { atAws } = exchange;
      return {
        ok: true,
        value,
        requestId,
        clockOffsetMs: clockOffsetMs ?? caller.clockOffsetMs,
        atAws,
      };
    } catch (error) {
      const reason: unknown = control.signal.reason;
      const answer = exchange?.answer ?? null;
      return {
        ok: false,
        error: stsErrorOf({
          error,
          answer,
          host: exchange?.host ?? '',
          proxy: exchange?.proxy ?? null,
          aborted: reason instanceof RequestAborted ? reason : null,
          secrets: [secretAccessKey, sessionToken, tokenCode ?? undefined],
        }),
        atAws: exchange?.atAws ?? false,
        requestId: answer?.requestId ?? null,
        clockOffsetMs: answer?.clockOffsetMs ?? null,
      };
    } finally {
      end();
      inFlight.delete(control);
    }
  }

  return {
    assumeRole: (caller, request, callSettings) =>
      call(caller, callSettings, request.mfa?.tokenCode ?? null, async (client, sentBy, isAws) => {
        const command = new AssumeRoleCommand({
          RoleArn: request.roleArn,
          RoleSessionName: request.roleSessionName,
          DurationSeconds: request.durationSeconds,
          ExternalId: request.externalId,
          Tags: request.tags?.map(({ key, value }) => ({ Key: key, Value: value })),
          TransitiveTagKeys: request.transitiveTagKeys?.slice(),
          SourceIdentity: request.sourceIdentity,
          Policy: request.policy,
          PolicyArns: request.policyArns?.map((arn) => ({ arn })),
          SerialNumber: request.mfa?.serialNumber,
          TokenCode: request.mfa?.tokenCode,
        });
        const output = await client.send(command, sentBy);
        return { credentials: issuedIn(output), assumedRoleArn: assumedRoleIn(output, isAws()) };
      }),
    getSessionToken: (caller, request, callSettings) =>
      call(caller, callSettings, request.tokenCode, async (client, sentBy) => {
        const command = new GetSessionTokenCommand({
          SerialNumber: request.serialNumber,
          TokenCode: request.tokenCode,
          DurationSeconds: request.durationSeconds,
        });
        return issuedIn(await client.send(command, sentBy));
      }),
    getCallerIdentity: (caller, callSettings) =>
      call(caller, callSettings, null, async (client, sentBy, isAws) => {
        const output = await client.send(new GetCallerIdentityCommand({}), sentBy);
        if (output.Arn === undefined) throw new NotSts('an answer without an ARN');
        const identity = {
          arn: output.Arn,
          account: output.Account ?? '',
          userId: output.UserId ?? '',
        };
        if (!isCallerIdentity(identity, isAws())) throw new NotSts(NO_IDENTITY);
        return identity;
      }),
    reset() {
      for (const control of inFlight) control.abort(new RequestAborted('the network has changed'));
      transport.reset();
    },
  };
}

/**
 * The limit for a session token. AWS names none ("typically less than 4096 bytes"), but no server
 * or system accepts a header or a variable of this length.
 */
const MAX_TOKEN_CHARACTERS = 65_536;

function issuedIn({
  Credentials,
}: AssumeRoleCommandOutput | GetSessionTokenCommandOutput): SessionCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
  const complete =
    AccessKeyId !== undefined &&
    AccessKeyId !== '' &&
    SecretAccessKey !== undefined &&
    SecretAccessKey !== '' &&
    SessionToken !== undefined &&
    SessionToken !== '' &&
    Expiration !== undefined &&
    !Number.isNaN(Expiration.getTime());
  if (!complete) throw new NotSts('an answer without credentials');
  if (
    AccessKeyId.length > 128 ||
    SecretAccessKey.length > 1024 ||
    SessionToken.length > MAX_TOKEN_CHARACTERS
  ) {
    throw new NotSts('credentials longer than any of STS');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration.getTime(),
  };
}

const NO_IDENTITY = 'an ARN, account or user ID that no STS gives';

/**
 * Returns the ARN in the answer, or null if there is none. If the ARN is invalid, throws for an
 * answer of AWS, and returns null for an answer of another server.
 */
function assumedRoleIn(
  { AssumedRoleUser }: AssumeRoleCommandOutput,
  isAws: boolean,
): string | null {
  const arn = AssumedRoleUser?.Arn;
  if (arn === undefined || isIdentityArn(arn, isAws)) return arn ?? null;
  if (isAws) throw new NotSts(NO_IDENTITY);
  return null;
}
