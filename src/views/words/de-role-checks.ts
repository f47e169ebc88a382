import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import { joinParts, ofRole, otherFacts, textOf, type Facts } from './check-parts.ts';
import { deKeeping } from './de-sessions.ts';
import { deShadowingText } from './de-problems.ts';
import { remedy } from './de-failure-parts.ts';
import type { CheckFacts, CheckText, Remedy } from './texts.ts';
import type { CatalogueFormat } from './fact-format.ts';

const sourceTroubles: Readonly<Record<string, string>> = {
  'source-missing': 'hat keine Zugangsdaten',
  'source-ambiguous': 'wird von mehreren Rollen geschrieben, und keine davon ist angenommen',
  'source-cycle': 'führt zu sich selbst zurück:',
  'source-failed': 'wird von der AWS CLI abgelehnt:',
  'mfa-impossible': 'ist mit MFA nicht verwendbar',
};

/** Why a source's credentials were not checked. */
const notTried: Readonly<Record<string, string>> = {
  credential_process: '(sein credential_process wurde nicht ausgeführt)',
  credential_source: '(seine credential_source wurde nicht gefragt)',
  sso: '(seine Anmeldung bei Identity Center wurde nicht versucht)',
  web_identity: '(seine Web-Identität wurde nicht versucht)',
  login_session: '(seine AWS-Anmeldung wurde nicht versucht)',
};

const reasons: Readonly<Record<string, string>> = {
  off: 'nicht gefragt: die Rolle ist aus',
  offline: 'nicht gefragt: --offline',
  unreachable: 'nicht gefragt: STS hat für eine andere Rolle nicht geantwortet',
  files: 'nicht geprüft: eine AWS-Datei kann nicht gelesen werden',
  'no-session': 'in der Credentials-Datei ist keine Sitzung dieser Rolle.',
  expired: 'die Sitzung in der Credentials-Datei ist abgelaufen.',
};

export const deRoleChecks = {
  source: ({ facts, level }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title: 'Quellprofil',
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
    title: 'Sitzung bei STS',
    detail: ofRole(
      facts,
      textOf(facts, 'account') === null ? null : `Konto ${String(facts['account'])},`,
      textOf(facts, 'arn'),
      reasonIn(facts),
      otherFacts(facts, 'role', 'profile', 'account', 'arn', 'why'),
    ),
    remedy: remedy('Hole eine Sitzung', format.call('assume', textOf(facts, 'role'))),
  }),
  keeping: ({ facts, level }: CheckFacts): CheckText => ({
    title: 'Frisch gehalten',
    detail: ofRole(
      facts,
      level === 'good' ? keeperIn(facts) : nobodyIn(facts),
      otherFacts(facts, 'role', 'kind', 'pid', 'host', 'unseen'),
    ),
    remedy: remedy('Starte die Anwendung, oder führe aus', 'rolekeeper keep'),
  }),
  'needs-you': ({ facts }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title:
      textOf(facts, 'role') === null
        ? 'Rollen brauchen dich'
        : joinParts(textOf(facts, 'role'), 'braucht dich'),
    detail: otherFacts(facts, 'role'),
    remedy: remedy('Hole eine Sitzung', format.call('assume', textOf(facts, 'role'))),
  }),
  'mfa-device': ({ facts }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title: 'MFA-Gerät',
    detail: ofRole(
      facts,
      textOf(facts, 'profile'),
      'hat ein MFA-Gerät, das die Rolle nicht nutzt',
      otherFacts(facts, 'role', 'profile', 'serial'),
    ),
    remedy: remedy(
      'Wenn die Rolle MFA braucht, trage das Gerät ein',
      format.call(
        'role set',
        textOf(facts, 'role'),
        format.option('--mfa-serial', textOf(facts, 'serial')),
      ),
    ),
  }),
  shadowing: ({ facts, level }: CheckFacts, format: CatalogueFormat): CheckText => ({
    title: 'Verdeckte Zugangsdaten',
    detail: ofRole(facts, shadowingOf(facts) ?? 'keine'),
    remedy:
      level === 'bad'
        ? remedy(
            'Lass die Rolle in ein eigenes Profil schreiben',
            format.call('role set', textOf(facts, 'role'), ownProfile(facts, format)),
          )
        : null,
  }),
  endpoint: ({ facts, level }: CheckFacts): CheckText => ({
    title: 'STS-Endpunkt',
    detail: ofRole(
      facts,
      textOf(facts, 'host'),
      level === 'skipped' ? '(nicht gefragt, oder keine Antwort)' : null,
      otherFacts(facts, 'role', 'host'),
    ),
    remedy: 'Prüfe AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS und endpoint_url in der Config-Datei.',
  }),
};

function nobodyIn(facts: Facts): string {
  const unseen = textOf(facts, 'unseen');
  if (unseen === null) return 'eingeschaltet, aber zurzeit wird sie nicht erneuert';
  return `eingeschaltet, aber auf diesem Computer wird sie nicht erneuert. Rolekeeper auf ${unseen} erneuert sie vielleicht noch (seine Sperren sind hier nicht sichtbar)`;
}

function keeperIn(facts: Facts): string {
  const kind = textOf(facts, 'kind');
  if (kind !== 'keep' && kind !== 'application') return `von ${deKeeping.here}`;
  return `von ${deKeeping.process({ kind, pid: Number(facts['pid']), host: textOf(facts, 'host') })}`;
}

function reasonIn(facts: Facts): string | null {
  return reasons[textOf(facts, 'why') ?? ''] ?? textOf(facts, 'why');
}

function shadowingOf(facts: Facts): string | null {
  const { profile, by, effect } = facts;
  return typeof profile === 'string' && typeof by === 'string' && typeof effect === 'string'
    ? deShadowingText({ profile, by, effect } as Shadowing)
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
      ? remedy('Lege das Profil an', create)
      : remedy('Verwende ein anderes Quellprofil');
  return remedy(
    trouble === 'source-missing'
      ? `Lege das Profil an (${create}), oder wähle ein anderes, etwa ${other}`
      : `Verwende ein anderes Quellprofil, etwa ${other}`,
    format.call('role set', textOf(facts, 'role'), format.option('--source-profile', other)),
  );
}
