import { deCredentialKinds } from './de-rules.ts';
import type { Words } from './words.ts';

const settings = {
  credentialsFile: {
    title: 'Andere Credentials-Datei verwenden?',
    effect:
      'Ab dem nächsten Start liest Rolekeeper diese Datei und schreibt Sitzungsschlüssel hinein.',
  },
  configFile: {
    title: 'Andere Config-Datei verwenden?',
    effect:
      'Ab dem nächsten Start führt Rolekeeper die Befehle in dieser Datei aus (credential_process, mfa_process).',
  },
  alsoWriteTo: {
    title: 'Andere zweite Credentials-Datei verwenden?',
    effect: 'Rolekeeper schreibt die Sitzungsschlüssel aller Rollen auch in diese Datei.',
  },
  proxy: {
    title: 'Anderen Proxy verwenden?',
    effect: 'Jede Anfrage an AWS geht über diesen Server.',
  },
  caBundle: {
    title: 'Andere Zertifikate verwenden?',
    effect:
      'Rolekeeper vertraut jedem Server, dessen Zertifikat eine Zertifizierungsstelle in dieser Datei unterschrieben hat.',
  },
} as const;

export const deConsent: Words['consent'] = {
  preference: ({ name, present, next }) => ({
    title: settings[name].title,
    detail: [
      `Bisher: ${present ?? 'Standard'}`,
      `Neu: ${next ?? 'Standard'}`,
      ...(next === null ? [] : [settings[name].effect]),
      'Erlaube das nur, wenn du diese Änderung selbst veranlasst hast.',
    ].join('\n'),
    confirm: 'Ändern',
  }),
  endpoint: ({ endpoint, names, more }) => ({
    title: 'Anfragen an einen Server senden, der nicht zu AWS gehört?',
    detail: [
      `Server: ${endpoint}`,
      `Rollen: ${names.join(', ')}${more === 0 ? '' : ` und ${more} weitere`}`,
      'Dieser Server bekommt Anfragen, die mit deinen Schlüsseln signiert sind, und deine MFA-Codes.',
      'Erlaube das nur, wenn du diesen Server kennst.',
    ].join('\n'),
    confirm: 'Server erlauben',
  }),
  browser: ({ command, names, more }) => ({
    title: 'Dieses Programm für die Konsole starten?',
    detail: [
      `Befehl: ${command}`,
      `Rollen: ${names.join(', ')}${more === 0 ? '' : ` und ${more} weitere`}`,
      'Rolekeeper startet es auf diesem Computer jedes Mal, wenn du die Konsole als eine dieser Rollen öffnest.',
      'Erlaube das nur, wenn du diesen Befehl selbst eingegeben hast.',
    ].join('\n'),
    confirm: 'Programm erlauben',
  }),
  takeOver: ({ name, profile, file, isConfig, holds }) => ({
    title: `Profil ${profile} für ${name} übernehmen?`,
    detail: [
      `Das Profil enthält ${deCredentialKinds[holds]}.`,
      `Datei: ${file}`,
      isConfig
        ? 'Diese Datei ändert sich nicht. Die Schlüssel kommen in die Credentials-Datei.'
        : 'Rolekeeper legt zuerst eine Sicherung an. „rolekeeper restore“ stellt sie wieder her.',
    ].join('\n'),
    confirm: 'Übernehmen',
  }),
  restore: ({ profile, file, at, names, more }) => ({
    title:
      profile === null
        ? 'Credentials-Datei durch eine Sicherung ersetzen?'
        : `Profil ${profile} durch eine Sicherung ersetzen?`,
    detail: [
      `Datei: ${file}`,
      `Sicherung von: ${at}`,
      `Profile, die sich ändern: ${names.join(', ')}${more === 0 ? '' : ` und ${more} weitere`}`,
      'Rolekeeper sichert zuerst die jetzigen Schlüssel.',
    ].join('\n'),
    confirm: 'Ersetzen',
  }),
  purge: ({ copies, more }) => ({
    title: 'Sicherungen deiner Credentials-Datei endgültig löschen?',
    detail: [
      ...copies,
      ...(more === 0 ? [] : [`und ${more} weitere`]),
      'Das lässt sich nicht rückgängig machen.',
    ].join('\n'),
    confirm: 'Löschen',
  }),
  cancel: 'Abbrechen',
  asked: 'Rolekeeper fragt, bevor es das ändert.',
  change: ({ present, next }) => `Bisher: ${present ?? 'Standard'}. Neu: ${next}`,
  nobodyToAsk: 'Rolekeeper konnte nicht fragen, weil es kein Terminal gibt.',
};
