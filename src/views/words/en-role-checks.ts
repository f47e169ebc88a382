import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import { joinParts, ofRole, otherFacts, textOf, type Facts } from './check-parts.ts';
import { enKeeping } from './en-sessions.ts';
import { shadowingText } from './en-problems.ts';
import { remedy } from './en-failure-parts.ts';
import type { CheckFacts, CheckText, Remedy } from './texts.ts';
import type { CatalogueFormat } from './fact-format.ts';

const sourceTroubles: Readonly<Record<string, string>> = {
  'source-missing': 'has no credentials',
  'source-ambiguous': 'is written by several roles, and none of them is assumed',
  'source-cycle': 'leads back to itself:',
  'source-failed': 'is refused by the AWS CLI:',
  'mfa-impossible': 'cannot be used with MFA',
};

/** Why a source's credentials were not checked. */
const notTried: Readonly<Record<string, string>> = {
  credential_process: '(its credential_process was not run)',
  credential_source: '(its credential_source was not asked)',
  sso: '(its Identity Center sign-in was not tried)',
  web_identity: '(its web identity was not tried)',
  login_session: '(its AWS sign-in was not tried)',
};

const reasons: Readonly<Record<string, string>> = {
  off: 'not asked: the role is off',
  offline: 'not asked: --offline',
  unreachable: 'not asked: STS did not answer for another role',
  files: 'not checked: an AWS file cannot be read',
  'no-session': 'no session of this role is in the credentials file.',
  expired: 'the session in the credentials file has expired.',
};

export const enRoleChecks = {
  source: ({ facts, level }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title: 'Source profile',
    detail: ofRole(
      facts,
      textOf(facts, 'profile'),
      sourceTroubles[textOf(facts, 'trouble') ?? ''] ?? textOf(facts, 'trouble'),
      textOf(facts, 'path') ?? textOf(facts, 'message'),
      level === 'skipped'
        ? (notTried[textOf(facts, 'kind') ?? ''] ?? `(${reasonIn(facts) ?? ''})`)
        : null,
      otherFacts(facts, 'role', 'profile', 'trouble', 'path', 'message', 'kind', 'why'),
    ),
    remedy: level === 'good' ? null : sourceRemedy(facts, format),
  }),
  identity: ({ facts }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title: 'Session at STS',
    detail: ofRole(
      facts,
      textOf(facts, 'account') === null ? null : `account ${String(facts['account'])},`,
      textOf(facts, 'arn'),
      reasonIn(facts),
      otherFacts(facts, 'role', 'profile', 'account', 'arn', 'why'),
    ),
    remedy: remedy('Get a session', format.call('assume', textOf(facts, 'role'))),
  }),
  keeping: ({ facts, level }: CheckFacts): CheckText => ({
    title: 'Kept fresh',
    detail: ofRole(
      facts,
      level === 'good' ? keeperIn(facts) : nobodyIn(facts),
      otherFacts(facts, 'role', 'kind', 'pid', 'host', 'unseen'),
    ),
    remedy: remedy('Start the application, or run', 'rolekeeper keep'),
  }),
  'needs-you': ({ facts }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title:
      textOf(facts, 'role') === null
        ? 'Roles need you'
        : joinParts(textOf(facts, 'role'), 'needs you'),
    detail: otherFacts(facts, 'role'),
    remedy: remedy('Get a session', format.call('assume', textOf(facts, 'role'))),
  }),
  'mfa-device': ({ facts }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title: 'MFA device',
    detail: ofRole(
      facts,
      textOf(facts, 'profile'),
      'has an MFA device that the role does not use',
      otherFacts(facts, 'role', 'profile', 'serial'),
    ),
    remedy: remedy(
      'If the role needs MFA, add the device',
      format.call(
        'role set',
        textOf(facts, 'role'),
        format.option('--mfa-serial', textOf(facts, 'serial')),
      ),
    ),
  }),
  shadowing: ({ facts, level }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title: 'Shadowed credentials',
    detail: ofRole(facts, shadowingOf(facts) ?? 'none'),
    remedy:
      level === 'bad'
        ? remedy(
            'Let the role write to its own profile',
            format.call('role set', textOf(facts, 'role'), ownProfile(facts, format)),
          )
        : null,
  }),
  endpoint: ({ facts, level }: CheckFacts): CheckText => ({
    title: 'STS endpoint',
    detail: ofRole(
      facts,
      textOf(facts, 'host'),
      level === 'skipped' ? '(not asked, or no answer)' : null,
      otherFacts(facts, 'role', 'host'),
    ),
    remedy: 'Check AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and endpoint_url in the config file.',
  }),
};

function nobodyIn(facts: Facts): string {
  const unseen = textOf(facts, 'unseen');
  if (unseen === null) return 'switched on, but nothing refreshes it now';
  return `switched on, but nothing on this computer refreshes it. Rolekeeper on ${unseen} may still refresh it (its locks are not visible here)`;
}

function keeperIn(facts: Facts): string {
  const kind = textOf(facts, 'kind');
  if (kind !== 'keep' && kind !== 'application') return `by ${enKeeping.here}`;
  return `by ${enKeeping.process({ kind, pid: Number(facts['pid']), host: textOf(facts, 'host') })}`;
}

function reasonIn(facts: Facts): string | null {
  return reasons[textOf(facts, 'why') ?? ''] ?? textOf(facts, 'why');
}

function shadowingOf(facts: Facts): string | null {
  const { profile, by, effect } = facts;
  return typeof profile === 'string' && typeof by === 'string' && typeof effect === 'string'
    ? shadowingText({ profile, by, effect } as Shadowing)
    : null;
}

function ownProfile(facts: Facts, format: CatalogueFormat): string {
  const profile = textOf(facts, 'profile');
  return format.option('--profile', profile === null ? null : `${profile}-rk`);
}

function sourceRemedy(facts: Facts, format: CatalogueFormat): Remedy {
  const [profile, trouble] = [textOf(facts, 'profile'), textOf(facts, 'trouble')];
  const other = format.otherSource(profile);
  const create = `aws configure ${format.option('--profile', profile)}`;
  if (other === null)
    return trouble === 'source-missing'
      ? remedy('Create the profile', create)
      : remedy('Use another source profile');
  return remedy(
    trouble === 'source-missing'
      ? `Create the profile (${create}), or use another one, such as ${other}`
      : `Use another source profile, such as ${other}`,
    format.call('role set', textOf(facts, 'role'), format.option('--source-profile', other)),
  );
}
