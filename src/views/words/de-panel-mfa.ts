import { listOf } from './de-phrases.ts';
import type { Words } from './words.ts';

export const deMfa: Words['panel']['mfa'] = {
  title: 'MFA-Code',
  lead: ({ device, sourceProfile }) =>
    `Gib den Code auf deinem Gerät „${device}“ ein, für das Quellprofil ${sourceProfile}.`,
  goesTo: (host) => `Der Code geht an ${host}, nicht an AWS.`,
  serves: (names) =>
    names.length === 1
      ? `Für die Rolle ${names[0] ?? ''}.`
      : `Ein Code für die Rollen ${listOf(names)}.`,
  code: 'Sechsstelliger Code',
  hint: 'Der Code wird nach der sechsten Ziffer gesendet. AWS akzeptiert jeden Code nur einmal.',
  checking: 'AWS wird gefragt…',
  submit: 'Senden',
  waitFor: (seconds) => `Der nächste Code kann in ${seconds} s gesendet werden.`,
  banner: ({ device, names, until }) =>
    until === null
      ? `${listOf(names)} ${names.length === 1 ? 'wartet' : 'warten'} auf einen Code von „${device}“.`
      : `${listOf(names)} ${names.length === 1 ? 'braucht' : 'brauchen'} bis ${until} einen Code von „${device}“.`,
  until: (until) =>
    `Die jetzigen Sitzungen gelten bis ${until}. Mit einem neuen Code bleiben die Rollen danach frisch.`,
  later: 'In einer Stunde erinnern',
  processFailed: ({ sourceProfile, cause }) =>
    `Der mfa_process von ${sourceProfile} hat keinen brauchbaren Code geliefert: ${cause}.`,
  enter: 'Code eingeben',
};
