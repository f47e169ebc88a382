import type { Principal, RoleAccount, UserAccount } from './accounts.ts';
import { mayAssumeRole, rolePrincipal } from './accounts.ts';
import type { IssuedSession, IssuedSessions } from './issued-sessions.ts';
import { inherit } from './session-parameters.ts';
import type { MfaCheck } from './mfa-check.ts';
import { assumeRoleParameters, sessionTokenParameters } from './parameters.ts';
import type { XmlContent } from './query-protocol.ts';
import type { Verdict } from './refusal.ts';
import { accessDenied, grant, refuse, validationError } from './refusal.ts';

/** The facts that the answer to a request depends on. */
export interface ActionContext {
  readonly caller: Principal;
  readonly now: number;
  readonly user: (userName: string) => UserAccount | null;
  readonly role: (roleArn: string) => RoleAccount | null;
  readonly issued: IssuedSessions;
  readonly mfa: MfaCheck;
  /** The real length of role sessions; null means the requested one. */
  readonly sessionSeconds: number | null;
  /** The real length of MFA sessions; null means the requested one. */
  readonly mfaSessionSeconds: number | null;
}

export interface ActionAnswer {
  readonly result: XmlContent;
  readonly issued: IssuedSession | null;
}

export function callAction(
  action: string,
  form: URLSearchParams,
  context: ActionContext,
): Verdict<ActionAnswer> {
  switch (action) {
    case 'AssumeRole':
      return assumeRole(form, context);
    case 'GetSessionToken':
      return getSessionToken(form, context);
    case 'GetCallerIdentity':
      return grant({ result: callerIdentity(context.caller), issued: null });
    default:
      return refuse({
        code: 'InvalidAction',
        message: `Could not find operation ${action} for version ${form.get('Version') ?? 'NO_VERSION_SPECIFIED'}`,
        status: 400,
      });
  }
}

/**
 * Performs AssumeRole (STS API reference). The MFA code is checked before IAM decides, so a denied
 * request uses the code up.
 */
function assumeRole(form: URLSearchParams, context: ActionContext): Verdict<ActionAnswer> {
  const parameters = assumeRoleParameters(form);
  if (!parameters.ok) return parameters;
  const { roleArn, roleSessionName, externalId, durationSeconds } = parameters.value;
  const { caller, now } = context;

  const mfa = context.mfa.accept(devicesOf(context), parameters.value, now);
  if (!mfa.ok) return mfa;
  const mfaAt = mfa.value ?? caller.mfaAt;

  const role = context.role(roleArn);
  if (
    role === null ||
    !mayAssumeRole(caller, ownPolicyOf(context), role) ||
    (role.externalId !== undefined && role.externalId !== externalId) ||
    (role.requireMfa === true && mfaAt === null) ||
    (role.mfaMaxAgeSeconds !== undefined &&
      (mfaAt === null || now - mfaAt >= role.mfaMaxAgeSeconds * 1000))
  ) {
    return refuse(
      accessDenied(
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      ),
    );
  }

  if (caller.kind !== 'user' && durationSeconds > 3600) {
    return refuse(
      validationError(
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      ),
    );
  }
  if (durationSeconds > (role.maxSessionDuration ?? 3600)) {
    return refuse(
      validationError(
        'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      ),
    );
  }

  const inherited = inherit(parameters.value.session, caller, role);
  if (!inherited.ok) return inherited;

  const principal = rolePrincipal(roleArn, roleSessionName, inherited.value);
  const issued = context.issued.issue(
    principal,
    now,
    role.sessionSeconds ?? context.sessionSeconds ?? durationSeconds,
  );
  return grant({
    result: {
      AssumedRoleUser: { AssumedRoleId: principal.userId, Arn: principal.arn },
      Credentials: credentialsXml(issued),
      ...(inherited.value.sourceIdentity === null
        ? {}
        : { SourceIdentity: inherited.value.sourceIdentity }),
    },
    issued,
  });
}

/** Performs GetSessionToken (STS API reference), which accepts only a user's long-term keys. */
function getSessionToken(form: URLSearchParams, context: ActionContext): Verdict<ActionAnswer> {
  const { caller, now } = context;
  if (caller.kind !== 'user')
    return refuse(accessDenied('Cannot call GetSessionToken with session credentials'));
  const parameters = sessionTokenParameters(form);
  if (!parameters.ok) return parameters;
  const mfa = context.mfa.accept(devicesOf(context), parameters.value, now);
  if (!mfa.ok) return mfa;
  const issued = context.issued.issue(
    { ...caller, kind: 'user-session', mfaAt: mfa.value },
    now,
    context.mfaSessionSeconds ?? parameters.value.durationSeconds,
  );
  return grant({ result: { Credentials: credentialsXml(issued) }, issued });
}

function callerIdentity(caller: Principal): XmlContent {
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.account };
}

function devicesOf({ caller, user }: ActionContext): NonNullable<UserAccount['mfaDevices']> {
  return (caller.userName === null ? null : user(caller.userName))?.mfaDevices ?? [];
}

function ownPolicyOf({ caller, user, role }: ActionContext): readonly string[] {
  const holder =
    caller.userName !== null
      ? user(caller.userName)
      : caller.roleArn !== null
        ? role(caller.roleArn)
        : null;
  return holder === null ? [] : (holder.mayAssume ?? ['*']);
}

function credentialsXml(issued: IssuedSession): XmlContent {
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: new Date(issued.expiration).toISOString().replace('.000Z', 'Z'),
  };
}
