import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
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
import { assumedRoleIn, identityIn, issuedCredentials } from './sts-output.ts';
import { type CallSettings, StsSender } from './sts-sender.ts';

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

export function createCalls(clock: Clock): Calls {
  const sender = new StsSender(clock);
  return {
    assumeRole: (caller, request, callSettings) =>
      sender.send(
        caller,
        callSettings,
        request.mfa?.tokenCode ?? null,
        async (client, callOptions, isAws) => {
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
          const output = await client.send(command, callOptions);
          return {
            credentials: issuedCredentials(output),
            assumedRoleArn: assumedRoleIn(output, isAws()),
          };
        },
      ),
    getSessionToken: (caller, request, callSettings) =>
      sender.send(caller, callSettings, request.tokenCode, async (client, callOptions) => {
        const command = new GetSessionTokenCommand({
          SerialNumber: request.serialNumber,
          TokenCode: request.tokenCode,
          DurationSeconds: request.durationSeconds,
        });
        return issuedCredentials(await client.send(command, callOptions));
      }),
    getCallerIdentity: (caller, callSettings) =>
      sender.send(caller, callSettings, null, async (client, callOptions, isAws) => {
        const output = await client.send(new GetCallerIdentityCommand({}), callOptions);
        return identityIn(output, isAws());
      }),
    reset: () => sender.reset(),
  };
}
