import type { AwayReason } from '../../core/away-reason.ts';
import type { WriteFailure } from '../../core/contract/app-state.ts';
import { commandOption } from '../command-word.ts';
import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import {
  deAccessRemedy,
  deBrokenRules,
  deNotKept,
  deRuleText,
  deCredentialKinds,
  deSystemSays,
} from './de-rules.ts';
import type { Words } from './words.ts';

export const deProblems: Words['problems'] = {
  'settings-set-aside': ({ movedTo }) => ({
    title: 'Die Einstellungen waren nicht lesbar und wurden beiseitegelegt',
    detail: `Die Datei heißt jetzt ${movedTo}. Rolekeeper startet ohne Rollen. Es wurde nichts freigegeben.`,
    remedy: {
      label: 'Repariere die Datei und stelle sie wieder her, oder lege die Rollen neu an',
      command: 'rolekeeper role add NAME --role-arn ARN',
    },
  }),
  'settings-newer': ({ file, version }) => ({
    title: 'Die Einstellungen stammen von einer neueren Version von Rolekeeper',
    detail: `${file} hat Version ${version}. Diese Version von Rolekeeper liest die Datei, ändert sie aber nicht.`,
    remedy: { label: 'Installiere die neuere Version von Rolekeeper', command: null },
  }),
  'settings-partly-read': ({ file, places }) => ({
    title: 'Einige Einstellungen waren nicht lesbar',
    detail: `In ${file} ignoriert: ${places.join(', ')}. Alle anderen Einstellungen gelten.`,
    remedy: { label: 'Korrigiere sie in einem Editor', command: null },
  }),
  'setting-ignored': ({ name, rule }) => ({
    title: `Die Einstellung ${name} wird ignoriert`,
    detail: `Sie ${deRuleText(rule)}. Stattdessen gilt der Standard.`,
    remedy: { label: 'Korrigiere sie in den Einstellungen', command: null },
  }),
  'settings-unreadable': ({ file, code, access }) => ({
    title: `${file} kann nicht gelesen werden`,
    detail: `${deSystemSays(code, access)}.`,
    remedy: deAccessRemedy(code, access) ?? {
      label: 'Gib dir das Leserecht',
      command: null,
    },
  }),
  'state-set-aside': ({ movedTo }) => ({
    title: 'Die Sitzungsdatenbank war beschädigt und wurde beiseitegelegt',
    detail: `Die Datei heißt jetzt ${movedTo}. Rolekeeper findet seine Sitzungen in der Credentials-Datei. Schalte deine Rollen wieder ein.`,
    remedy: { label: 'Zeige deine Rollen an und schalte sie ein', command: 'rolekeeper status' },
  }),
  'file-broken': ({ file, line, rule, isConfig }) => ({
    title: `${file} ist für die AWS CLI nicht lesbar`,
    detail: `Zeile ${line}: ${deBrokenRules[rule]}. Jeder AWS-Befehl scheitert daran, für jedes Profil. Rolekeeper hat die Datei nicht geändert.`,
    remedy:
      isConfig === true
        ? { label: `Korrigiere Zeile ${line} in einem Editor`, command: null }
        : {
            label: `Korrigiere Zeile ${line} in einem Editor, oder stelle eine Sicherung wieder her`,
            command: 'rolekeeper restore --list',
          },
  }),
  'file-unreadable': ({ file, code, access }) => ({
    title: `${file} kann nicht gelesen werden`,
    detail: `${deSystemSays(code, access)}.`,
    remedy: deAccessRemedy(code, access) ?? {
      label: 'Gib dir das Leserecht',
      command: null,
    },
  }),
  'written-in-place': ({ file }) => ({
    title: `${file} wurde direkt überschrieben`,
    detail:
      'Rolekeeper kann diese Datei nicht in einem Schritt ersetzen und hat darum vorher eine Kopie gemacht. Mögliche Ursachen: ein Hardlink, eine Einbindung (Mount) oder Rechte einer Gruppe (auch aus einer Zugriffsliste).',
    remedy: null,
  }),
  'second-file-outdated': ({ file, failure }) => ({
    title: `${file} hat nicht dieselben Sitzungen`,
    detail: `${deWriteFailure(failure)} Die erste Credentials-Datei wurde geschrieben.`,
    remedy: {
      label: 'Korrigiere die Datei, oder ändere die Einstellung „Zweite Credentials-Datei“',
      command: null,
    },
  }),
  'keys-not-removed': ({ awayReason, roles, failure }) => ({
    title: `Schlüssel wurden nicht entfernt: ${roles.join(', ')}`,
    detail: `Laut Einstellungen werden sie entfernt, wenn ${deAwayReasons[awayReason]}. ${deWriteFailure(failure)}`,
    remedy: {
      label: 'Gib die Rollen frei, oder korrigiere die Credentials-Datei',
      command: null,
    },
  }),
  'clock-skewed': ({ offsetMs }) => ({
    title: 'Die Uhr dieses Computers geht falsch',
    detail: `Bei der letzten Messung ging sie gegenüber AWS ${Math.round(Math.abs(offsetMs) / 1000)} s ${offsetMs > 0 ? 'nach' : 'vor'}. Rolekeeper gleicht das aus, aber AWS kann andere Werkzeuge abweisen.`,
    remedy: {
      label:
        'Stelle die Uhr dieses Computers richtig, oder schalte die automatische Zeiteinstellung ein',
      command: null,
    },
  }),
  'other-environment': (_problem, format) => ({
    title: `Die Sitzung von ${format.roleName ?? 'einer Rolle'} wurde aus einer anderen Umgebung geschrieben`,
    detail:
      'Ein anderer Rolekeeper-Prozess hat sie mit anderen Einstellungen oder über einen anderen STS-Endpunkt angenommen. Die nächste Erneuerung ersetzt sie.',
    remedy: null,
  }),
  'mfa-sessions-in-memory': ({ where }) => ({
    title: 'MFA-Sitzungen sind nur im Arbeitsspeicher',
    detail: `${deNotKept[where]} Der nächste Prozess fragt wieder nach einem Code.`,
    remedy: null,
  }),
  'start-at-login-failed': ({ file, code }) => ({
    title: 'Der Start beim Anmelden am Computer ließ sich nicht ändern',
    detail: `${file}: ${deSystemSays(code)}.`,
    remedy: {
      label: 'Gib dir das Schreibrecht, oder verwende die Liste der Startprogramme deines Desktops',
      command: null,
    },
  }),
  'shortcut-refused': ({ shortcut, why }) => ({
    title: `Die Tastenkombination ${shortcut} funktioniert nicht`,
    detail:
      why === 'taken'
        ? 'Ein anderes Programm oder das System benutzt sie.'
        : 'Unter Wayland gibt dieser Desktop Programmen keine Tastenkombination.',
    remedy: {
      label:
        why === 'taken'
          ? 'Wähle andere Tasten in den Einstellungen'
          : 'Lass eine Tastenkombination deines Desktops Rolekeeper starten: Ein zweiter Start zeigt dieses Fenster',
      command: null,
    },
  }),
  'endpoint-unavailable': ({ port, code }) => ({
    title: `Der Credentials-Endpunkt kann Port ${port} nicht benutzen`,
    detail:
      code === 'EADDRINUSE'
        ? 'Ein anderes Programm benutzt diesen Port, etwa `rolekeeper serve`. Rolekeeper versucht es alle 10 s wieder.'
        : `${deSystemSays(code)}. Rolekeeper versucht es alle 10 s wieder.`,
    remedy: { label: 'Wähle einen anderen Port in den Einstellungen', command: null },
  }),
  'token-refused': ({ file, code, access }) => ({
    title: 'Eine Token-Datei wird abgelehnt',
    detail: `${deSystemSays(code, access)}. Programme bekommen mit ${file} keine Zugangsdaten.`,
    remedy: deAccessRemedy(code, access),
  }),
  'no-tray-host': ({ desktop }) => ({
    title: 'Dieser Desktop zeigt keine Symbole im Infobereich',
    detail:
      'Benutze Rolekeeper in diesem Fenster. Um es später wieder zu zeigen, starte Rolekeeper noch einmal. Ein älterer Infobereich zeigt das Symbol vielleicht trotzdem.',
    remedy: { label: deTrayHostRemedy(desktop), command: null },
  }),
};

/** Returns how to get tray icons. `desktop` is XDG_CURRENT_DESKTOP, such as `ubuntu:GNOME`. */
export function deTrayHostRemedy(desktop: string | null): string {
  return /gnome/i.test(desktop ?? '')
    ? 'Installiere die GNOME-Erweiterung „AppIndicator and KStatusNotifierItem Support“ und schalte sie ein'
    : 'Füge der Leiste deines Desktops einen Infobereich (Statussymbole) hinzu';
}

const hiddenBy = {
  role_arn: 'ein role_arn mit Quelle in der Config-Datei',
  sso: 'eine Anmeldung bei IAM Identity Center (sso_…) in der Config-Datei',
  web_identity: 'ein web_identity_token_file in der Config-Datei',
  credential_process: 'einen credential_process',
  login_session: 'eine AWS-Anmeldung (login_session)',
  AWS_PROFILE: 'AWS_PROFILE',
  AWS_ACCESS_KEY_ID: 'AWS_ACCESS_KEY_ID',
} as const;

/** Returns which keys hide which other keys, and from which tools. */
export function deShadowingText({ profile, by, effect }: Shadowing): string {
  const hider = hiddenBy[by];
  switch (effect) {
    case 'hides-ours':
      return by === 'AWS_PROFILE' || by === 'AWS_ACCESS_KEY_ID'
        ? `${hider} ist in der Umgebung gesetzt. Werkzeuge nutzen das statt des Profils ${profile}, außer ein Befehl hat --profile.`
        : `Das Profil ${profile} hat ${hider}. Darum sieht kein AWS-Werkzeug seine Schlüssel. Wähle ein anderes Profil, etwa ${profile}-rk.`;
    case 'hides-ours-in-botocore':
      return `Das Profil ${profile} hat ${hider}. Die AWS CLI und boto3 nutzen das weiter, aber andere SDKs nutzen die Schlüssel, die Rolekeeper schreibt.`;
    case 'hidden-by-ours':
      return `Das Profil ${profile} hat ${hider}. Die Schlüssel, die Rolekeeper schreibt, verdecken das.`;
  }
}

export const deWarnings: Words['warnings'] = {
  'source-not-there-yet': ({ profile }) =>
    `Das Quellprofil ${profile} gibt es noch nicht. Lege es an, bevor du die Rolle annimmst: aws configure ${commandOption('--profile', profile)}`,
  'target-not-owned': ({ profile, holds }) =>
    `Das Profil ${profile} enthält ${deCredentialKinds[holds]}. Bevor du die Rolle annimmst, übernimm das Profil (--take-over im Terminal), oder wähle ein anderes.`,
  shadowing: ({ shadowing }) => deShadowingText(shadowing),
  'limit-of-aws': ({ field }, format) =>
    `${format.field(field)} liegt außerhalb der Grenzen von AWS. Es wird akzeptiert, weil die Rolle einen eigenen Endpunkt hat.`,
  'duration-capped': ({ durationSeconds, by }) =>
    by === 'mfa'
      ? `Mit einer MFA-Sitzung erlaubt AWS höchstens eine Stunde: Sitzungen dauern eine Stunde statt ${durationSeconds} s und werden automatisch erneuert. Für längere Sitzungen verwende jedes Mal einen Code.`
      : `Mit der Sitzung einer anderen Rolle erlaubt AWS höchstens eine Stunde: Sitzungen dauern eine Stunde statt ${durationSeconds} s.`,
  'source-has-mfa': ({ profile, serial }) =>
    `Das Profil ${profile} hat das MFA-Gerät ${serial}. Wie die AWS CLI nutzt Rolekeeper dieses Gerät nicht für die Rolle. Wenn AWS für die Rolle MFA verlangt, trage das Gerät als MFA-Gerät der Rolle ein.`,
  'mfa-each-time': () =>
    'Jede Sitzung braucht einen eigenen Code, darum wird nichts automatisch erneuert. Rolekeeper fragt, bevor eine Sitzung endet.',
  'mfa-each-time-unused': ({ profile }) =>
    `Die Rolle wird mit der Sitzung einer anderen Rolle (${profile}) angenommen, die keinen Code senden kann. Stattdessen wird die MFA-Sitzung des ersten Quellprofils der Kette verwendet.`,
  'unknown-partition': ({ partition }) =>
    `Die AWS-Partition „${partition}“ ist unbekannt. Prüfe den ARN.`,
  'target-shared': ({ profile, roleNames }) =>
    `${roleNames.join(', ')} ${roleNames.length === 1 ? 'schreibt' : 'schreiben'} auch in das Profil ${profile}. Wenn eine dieser Rollen angenommen wird, werden die anderen freigegeben.`,
};

const deAwayReasons: Readonly<Record<AwayReason, string>> = {
  lock: 'du den Bildschirm sperrst',
  suspend: 'der Computer in den Ruhezustand geht',
  idle: 'du den Computer nicht benutzt',
};

function deWriteFailure(failure: WriteFailure): string {
  switch (failure.kind) {
    case 'file-broken':
      return `Zeile ${failure.line}: ${deBrokenRules[failure.rule]}.`;
    case 'file-unsettled':
      return 'Ein anderes Programm schreibt sie ständig.';
    case 'lock-held':
      return 'Ein anderer Rolekeeper-Prozess schreibt sie gerade.';
    case 'section-not-owned': {
      const { profile, holds } = failure;
      return `Darin hat das Profil ${profile} ${deCredentialKinds[holds]}. Rolekeeper überschreibt das nicht.`;
    }
    default:
      return failure.code === 'ENOENT'
        ? 'Die Datei gibt es nicht, und Rolekeeper legt sie nicht an.'
        : `${deSystemSays(failure.code, failure.access)}.`;
  }
}
