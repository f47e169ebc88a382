import type { Denial } from '../../core/denial.ts';
import { type AccessDenied, type LikelyCause, likelyCauses } from '../../core/sts/denial.ts';
import type { SourceDevice } from '../../core/roles/sources/source-device.ts';

const POLICIES = {
  'service-control-policy': 'eine Service-Control-Richtlinie der Organisation',
  'resource-control-policy': 'eine Resource-Control-Richtlinie der Organisation',
  'permissions-boundary': 'die Berechtigungsgrenze des Aufrufers',
  'session-policy': 'die Sitzungsrichtlinie der Sitzung des Aufrufers',
  'vpc-endpoint-policy': 'die Richtlinie des VPC-Endpunkts, durch den die Anfrage geht,',
  'resource-policy': 'die Vertrauensrichtlinie der Rolle',
  'identity-policy': 'die eigene Richtlinie des Aufrufers',
} as const;

/** Returns the cause that AWS names and who can change it. Returns null if AWS names no cause. */
export function deDenial({ cause, isExplicit }: Denial): string | null {
  if (cause === 'unknown') return null;
  if (cause === 'root') {
    return 'Der Root-Benutzer kann keine Rollen annehmen. Verwende die Schlüssel eines IAM-Benutzers, oder melde dich mit IAM Identity Center an.';
  }
  if (cause === 'mfa') return 'AWS nennt die Ursache: MFA fehlt.';
  if (cause === 'external-id') return 'AWS nennt die Ursache: die externe ID.';
  if (cause === 'session-name') return 'AWS nennt die Ursache: der Sitzungsname.';
  const what = isExplicit ? 'verbietet die Anfrage' : 'erlaubt die Anfrage nicht';
  const who =
    cause === 'identity-policy' || cause === 'permissions-boundary'
      ? 'Ein IAM-Administrator deines Kontos kann das ändern.'
      : cause === 'resource-policy'
        ? 'Der Eigentümer der Rolle kann das ändern.'
        : cause === 'session-policy'
          ? 'Verwende ein Quellprofil ohne Sitzungsrichtlinie.'
          : cause === 'vpc-endpoint-policy'
            ? 'Ein Administrator deines Netzes kann das ändern.'
            : 'Nur ein Administrator der Organisation kann das ändern.';
  return `AWS nennt die Ursache: ${POLICIES[cause]} ${what}. ${who}`;
}

/** Returns a hint that MFA is probably missing, because AWS does not report that. */
export function deMissingDevice({ profile, serial }: SourceDevice): string {
  return `Wahrscheinlich fehlt MFA: Das Profil ${profile} hat das MFA-Gerät ${serial}, und die Rolle nutzt es nicht.`;
}

const sentences: Readonly<Record<LikelyCause, (failure: AccessDenied) => string>> = {
  'identity-policy': () => 'Die eigene Richtlinie des Aufrufers erlaubt die Anfrage nicht.',
  'trust-policy': () => 'Die Vertrauensrichtlinie der Rolle nennt den Aufrufer nicht.',
  'further-actions': ({ further = [] }) =>
    `Die Anfrage braucht auch ${further.join(' und ')}. Die Richtlinie des Aufrufers und die Vertrauensrichtlinie der Rolle müssen das erlauben.`,
  'external-id': ({ externalId }) =>
    externalId === null
      ? 'Es wurde keine externe ID gesendet, aber vielleicht verlangt die Vertrauensrichtlinie eine.'
      : `Gesendet wurde die externe ID „${externalId}“, aber vielleicht verlangt die Vertrauensrichtlinie eine andere.`,
  'session-name': ({ sessionName }) =>
    `Gesendet wurde der Sitzungsname „${sessionName}“, aber vielleicht verlangt die Vertrauensrichtlinie einen anderen.`,
};

/**
 * Returns the causes that AWS does not rule out, the most likely first, or null if there are none.
 * If AWS names no cause, the causes are a numbered list. `help` returns a cause's remedy.
 */
export function deLikelyCauses(
  failure: AccessDenied,
  help: (cause: LikelyCause) => string,
): string | null {
  const causes = likelyCauses(failure);
  if (causes.length === 0) return null;
  const lines = causes.map((cause) => `${sentences[cause](failure)}${help(cause)}`);
  if (failure.denial.cause !== 'unknown') return lines.join('\n');
  return [
    'Übliche Ursachen, die wahrscheinlichste zuerst:',
    ...lines.map((line, at) => `${at + 1}. ${line}`),
  ].join('\n');
}
