import { commandCall, commandOption } from '../command-word.ts';
import type { ImportObstacle } from '../../core/import-obstacle.ts';
import { closestName } from '../closest-name.ts';
import { deRuleText, deCredentialKinds } from './de-rules.ts';
import { configKeys } from './en-import.ts';
import { roleSummary } from '../role-summary.ts';
import type { Words } from './words.ts';

const roles = (count: number): string => `${count} ${count === 1 ? 'Rolle' : 'Rollen'}`;

export const deImport: Words['importing'] = {
  obstacles: {
    'profile-missing': ({ known }, profile) => {
      const closest = closestName(profile, known);
      return `Es gibt kein Profil ${profile}.${closest === null ? '' : ` Meintest du ${closest}?`}`;
    },
    'no-role': ({ holds }, profile) =>
      holds === null
        ? `Das Profil ${profile} hat weder role_arn noch Berechtigungssatz.`
        : `Das Profil ${profile} hat kein role_arn, aber ${deCredentialKinds[holds]}. Es kann das Quellprofil einer Rolle sein.`,
    'no-source': (_obstacle, profile) =>
      `Das Profil ${profile} hat ein role_arn, braucht aber genau eines von source_profile und credential_source. AWS-Werkzeuge lehnen es ab.`,
    'source-cycle': ({ path }, profile) =>
      `Die Quellprofile von ${profile} bilden einen Kreis: ${path.join(' → ')}.`,
    'credential-source': ({ source }, profile) =>
      `Das Profil ${profile} bekommt seine Schlüssel von diesem Computer (credential_source = ${source}). Eine Rolle von Rolekeeper kann das nicht, aber das Profil kann das Quellprofil einer Rolle sein.`,
    'web-identity': (_obstacle, profile) =>
      `Das Profil ${profile} nimmt seine Rolle mit einem Web-Identity-Token an. Eine Rolle von Rolekeeper kann das nicht, aber das Profil kann das Quellprofil einer Rolle sein.`,
    'name-taken': ({ roleName, same }, profile) =>
      same
        ? `Das Profil ${profile} ist schon die Rolle ${roleName}.`
        : `Eine andere Rolle heißt ${roleName}. Benenne sie zuerst um: ${commandCall('role set', roleName, [commandOption('--name', `${roleName}-2`)])}`,
    'field-invalid': ({ field, rule }, profile) =>
      `${configKeys[field] ?? field} des Profils ${profile} ${deRuleText(rule)}.`,
    'endpoint-unconfirmed': ({ endpoint }, profile) =>
      `Das Profil ${profile} schickt seine Anfragen an ${endpoint}, nicht an AWS. Sie sind mit deinen Schlüsseln signiert, und auch ein MFA-Code ginge dorthin.`,
  },
  source: ({ role, builtOn }) =>
    `${role === null ? '–' : roleSummary(role).source}${builtOn === null || builtOn === 'keys' ? '' : ` (${builtOn})`}`,
  endpoint: (endpoint) => `Die Anfragen gehen an ${endpoint}.`,
  ignored: (section, better) =>
    `AWS-Werkzeuge ignorieren [${section}].${better === null ? '' : ` Die Überschrift muss [${better}] sein.`}`,
  none: (path) => `Kein Profil in ${path} hat ein role_arn oder einen Berechtigungssatz.`,
  states: { new: 'neu', known: 'schon eine Rolle', impossible: 'nicht möglich' },

  title: 'Rollen importieren',
  lead: (path) =>
    `Hier stehen alle Profile in ${path} mit einem role_arn oder einem Berechtigungssatz. Die Profile ändern sich nicht. Rolekeeper schreibt die Schlüssel in ein anderes Profil, NAME-rk, weil das ursprüngliche Profil sie verdecken würde.`,
  open: 'Aus ~/.aws/config importieren',
  otherWays: 'Andere Wege, eine Rolle anzulegen',
  filter: 'Profil suchen',
  all: 'Alle',
  choose: (profile) => `${profile} importieren`,
  useDevice: (serial) => `Das MFA-Gerät ${serial} nutzen`,
  groups: { new: 'Lässt sich anlegen', known: 'Schon angelegt', impossible: 'Nicht möglich' },
  facts: { externalId: 'Externe ID', mfaSerial: 'MFA-Gerät', region: 'Region' },
  add: (count) => (count === 0 ? 'Die gewählten Rollen anlegen' : `${roles(count)} anlegen`),
  adding: 'Wird angelegt…',
  added: (count) => `${roles(count)} angelegt.`,
  notAdded: (count) =>
    `${roles(count)} ${count === 1 ? 'konnte' : 'konnten'} nicht angelegt werden.`,
};

export function deImportObstacle(obstacle: ImportObstacle, profile: string): string {
  const say = deImport.obstacles[obstacle.kind] as (
    obstacle: ImportObstacle,
    profile: string,
  ) => string;
  return say(obstacle, profile);
}
