import { commandOption } from '../command-word.ts';
import type { Shadowing } from '../../core/aws-config/shadowing.ts';
import {
  deAccessRemedy,
  deBrokenRules,
  deNotKept,
  deRuleText,
  deSectionHolds,
  deSystemSays,
} from './de-rules.ts';
import type { Words } from './words.ts';

export const deProblems: Words['problems'] = {
  'settings-set-aside': ({ movedTo }) => ({
    title: 'Die Einstellungen waren nicht lesbar und wurden beiseitegelegt',
    detail: `Sie liegen in ${movedTo}. Rolekeeper beginnt ohne Einstellungen; nichts wurde freigegeben.`,
    remedy: {
      label: 'Repariere die Datei und lege sie zurück, oder lege die Rollen neu an',
      command: 'rolekeeper role add NAME --role-arn ARN',
    },
  }),
  'settings-newer': ({ file, version }) => ({
    title: 'Die Einstellungen stammen von einem neueren Rolekeeper',
    detail: `${file} hat Version ${version}. Die Datei wird nur gelesen.`,
    remedy: { label: 'Installiere auch hier den neueren Rolekeeper', command: null },
  }),
  'settings-partly-read': ({ file, places }) => ({
    title: 'Einige Einstellungen waren nicht lesbar',
    detail: `${places.join(', ')} in ${file}: übergangen und so gelassen; alles andere gilt.`,
    remedy: { label: 'Berichtige es in einem Editor', command: null },
  }),
  'setting-ignored': ({ name, rule }) => ({
    title: `Die Einstellung ${name} wird nicht beachtet`,
    detail: `Sie ${deRuleText(rule)}. Stattdessen gilt der Standard.`,
    remedy: { label: 'Berichtige sie in den Einstellungen', command: null },
  }),
  'settings-unreadable': ({ file, code, access }) => ({
    title: `${file} kann nicht gelesen werden`,
    detail: `${deSystemSays(code, access)}.`,
    remedy: deAccessRemedy(code, access) ?? {
      label: 'Gib dir das Recht, sie zu lesen',
      command: null,
    },
  }),
  'state-set-aside': ({ movedTo }) => ({
    title: 'Was Rolekeeper von seinen Sitzungen wusste, war beschädigt und wurde beiseitegelegt',
    detail: `Es liegt in ${movedTo}. Sitzungen findet er an ihrer Marke in der Credentials-Datei wieder; was eingeschaltet war, muss wieder eingeschaltet werden.`,
    remedy: { label: 'Schalte deine Rollen ein', command: 'rolekeeper assume NAME --keep' },
  }),
  'file-broken': ({ file, line, rule, isConfig }) => ({
    title: `${file} ist für die AWS CLI nicht lesbar`,
    detail: `Zeile ${line}: ${deBrokenRules[rule]}. Jeder AWS-Befehl scheitert daran, für jedes Profil; die Datei wurde so gelassen.`,
    remedy:
      isConfig === true
        ? { label: `Berichtige Zeile ${line} in einem Editor`, command: null }
        : {
            label: `Berichtige Zeile ${line} in einem Editor, oder lege eine Sicherung zurück`,
            command: 'rolekeeper restore --list',
          },
  }),
  'file-unreadable': ({ file, code, access }) => ({
    title: `${file} kann nicht gelesen werden`,
    detail: `${deSystemSays(code, access)}.`,
    remedy: deAccessRemedy(code, access) ?? {
      label: 'Gib dir das Recht, sie zu lesen',
      command: null,
    },
  }),
  'written-in-place': ({ file }) => ({
    title: `${file} wurde an Ort und Stelle geschrieben`,
    detail:
      'Die Datei lässt sich nicht in einem Schritt ersetzen (harter Link, Einhängepunkt oder Rechte ihrer Gruppe, die aus einer Zugriffsliste stammen können), darum wurde vorher eine Kopie gemacht.',
    remedy: null,
  }),
  'clock-skewed': ({ offsetMs }) => ({
    title: 'Die Uhr dieses Computers geht falsch',
    detail: `Bei der letzten Messung ging sie gegenüber AWS ${Math.round(Math.abs(offsetMs) / 1000)} s ${offsetMs > 0 ? 'nach' : 'vor'}. Rolekeeper rechnet damit; andere Werkzeuge können abgewiesen werden.`,
    remedy: {
      label: 'Stell die Uhr dieses Computers, oder lass sie aus dem Netz stellen',
      command: null,
    },
  }),
  'other-environment': (_problem, voice) => ({
    title: `Die Sitzung von ${voice.roleName ?? 'einer Rolle'} kommt aus einer anderen Umgebung`,
    detail:
      'Ein anderer Rolekeeper hat sie mit anderen Einstellungen oder über einen anderen STS-Endpunkt angenommen. Sie bleibt, bis unsere nächste Erneuerung sie ersetzt.',
    remedy: null,
  }),
  'mfa-session-not-kept': ({ where }) => ({
    title: 'MFA-Sitzungen enden mit der Anwendung',
    detail: `${deNotKept[where]} Nach dem nächsten Start wirst du wieder nach einem Code gefragt.`,
    remedy: null,
  }),
  'start-at-login-failed': ({ file, code }) => ({
    title: 'Der Start bei der Anmeldung ließ sich nicht ändern',
    detail: `${file}: ${deSystemSays(code)}.`,
    remedy: {
      label:
        'Gib dir das Recht, die Datei zu schreiben, oder nimm die Liste der Startprogramme deines Desktops',
      command: null,
    },
  }),
  'no-tray-host': ({ desktop }) => ({
    title: 'Dieser Desktop zeigt keine Symbole im Infobereich',
    detail:
      'Rolekeeper arbeitet trotzdem, von diesem Fenster aus: starte ihn noch einmal, und das Fenster ist wieder da. Ein Infobereich älterer Art zeigt das Symbol vielleicht doch.',
    remedy: { label: deTrayHostRemedy(desktop), command: null },
  }),
};

/** How to get tray icons on a desktop, by XDG_CURRENT_DESKTOP (`ubuntu:GNOME`). */
export function deTrayHostRemedy(desktop: string | null): string {
  return /gnome/i.test(desktop ?? '')
    ? 'Installiere die GNOME-Erweiterung „AppIndicator and KStatusNotifierItem Support“, schalte sie ein und starte Rolekeeper dann neu'
    : 'Füge der Leiste deines Desktops einen Infobereich (Statussymbole) hinzu und starte Rolekeeper dann neu';
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

/** Which keys shadow which, and for which tools. */
export function deShadowingText({ profile, by, effect }: Shadowing): string {
  const hider = hiddenBy[by];
  switch (effect) {
    case 'hides-ours':
      return by === 'AWS_PROFILE' || by === 'AWS_ACCESS_KEY_ID'
        ? `${hider} ist in der Umgebung gesetzt, und Werkzeuge folgen dem statt dem Profil ${profile}, wenn sie kein --profile bekommen.`
        : `Das Profil ${profile} hat ${hider}, und kein AWS-Werkzeug sieht die Schlüssel, die dort geschrieben werden. Nimm ein anderes Profil, etwa ${profile}-rk.`;
    case 'hides-ours-in-botocore':
      return `Das Profil ${profile} hat ${hider}: AWS CLI und boto3 benutzen das weiter, andere SDKs nehmen die Schlüssel, die dort geschrieben werden.`;
    case 'hidden-by-ours':
      return `Das Profil ${profile} hat ${hider}. Die Schlüssel, die dort geschrieben werden, verdecken das.`;
  }
}

export const deWarnings: Words['warnings'] = {
  'source-not-there-yet': ({ profile }) =>
    `Das Quellprofil ${profile} gibt es noch nicht. Lege es an, bevor du die Rolle annimmst: aws configure ${commandOption('--profile', profile)}`,
  'target-not-owned': ({ profile, holds }) =>
    `Das Profil ${profile} enthält ${deSectionHolds[holds]}. Die Rolle bleibt dort stehen, bis du das Profil übernimmst oder ein anderes wählst.`,
  shadowing: ({ shadowing }) => deShadowingText(shadowing),
  'limit-of-aws': ({ field }, voice) =>
    `${voice.field(field)} liegt außerhalb der Grenzen von AWS. Es bleibt so, da die Rolle einen eigenen Endpunkt hat.`,
  'duration-capped': ({ durationSeconds, by }) =>
    by === 'mfa'
      ? `AWS erlaubt aus einer MFA-Sitzung höchstens eine Stunde: ihre Sitzungen dauern eine Stunde statt ${durationSeconds} s und werden ohne dich erneuert. Für längere lass dich jedes Mal nach einem Code fragen.`
      : `AWS erlaubt aus der Sitzung einer anderen Rolle höchstens eine Stunde: ihre Sitzungen dauern eine Stunde statt ${durationSeconds} s.`,
  'source-has-mfa': ({ profile, serial }) =>
    `Das Profil ${profile} hat das MFA-Gerät ${serial}. Die Rolle nutzt es nicht, wie in der AWS CLI. Wenn AWS für die Rolle MFA verlangt, trag das Gerät als MFA-Seriennummer der Rolle ein.`,
  'mfa-each-time': () =>
    'Jede Sitzung braucht einen eigenen Code: nichts wird ohne dich erneuert. Du wirst gefragt, bevor eine Sitzung endet.',
  'mfa-each-time-unused': ({ profile }) =>
    `Sie wird aus der Sitzung einer anderen Rolle (${profile}) angenommen, wo AWS keinen Code nimmt. Stattdessen dient die MFA-Sitzung des ersten Profils.`,
  'unknown-partition': ({ partition }) =>
    `Die AWS-Partition „${partition}“ ist hier nicht bekannt. Prüfe die ARN.`,
  'target-shared': ({ profile, roleNames }) =>
    `Das Profil ${profile} wird auch von ${roleNames.join(', ')} geschrieben. Wer eine annimmt, gibt die andere frei.`,
};
