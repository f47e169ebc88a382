import { commandOption } from '../command-word.ts';
import type { ImportedRole, SettingsImport } from '../../core/contract/api.ts';
import { isTrustSetting } from '../../core/consent-question.ts';
import type { TransferObstacle } from '../../core/settings/import-plan.ts';
import { type ImportedPreference, isAccepted } from '../../core/settings/imported-preference.ts';
import { escapeInvisible } from '../consent-text.ts';
import { displaySafe, displaySafeFacts } from '../display-safe.ts';
import { ruleText, warningText } from '../failure-text.ts';
import type { FactFormat } from '../words/fact-format.ts';
import { roleSummary } from '../role-summary.ts';
import type { Words } from '../words/words.ts';

/** What an import would do or has done, in words that are safe to show. */
export interface ImportReview {
  readonly groups: readonly {
    readonly group: 'new' | 'changed' | 'left-out' | 'preferences';
    readonly title: string;
    readonly lines: readonly ReviewLine[];
  }[];
  /** Says how many roles already exist unchanged; null if there are none. */
  readonly same: string | null;
  /** What was left out because the user did not allow it. */
  readonly refused: readonly string[];
  readonly counts: { readonly roles: number; readonly settings: number };
}

export interface ReviewLine {
  readonly key: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly notes: readonly string[];
}

export function importReview(
  { roles, preferences }: SettingsImport,
  words: Words,
  formatFor: (roleName: string | null) => FactFormat,
): ImportReview {
  const { transfer } = words;
  const linesOf = (group: 'new' | 'changed' | 'left-out'): readonly ReviewLine[] =>
    roles
      .filter(({ outcome }) => outcome === group)
      .map((role) => roleLine(role, words, formatFor(role.role.name)));
  const groups = [
    { group: 'new', lines: linesOf('new') },
    { group: 'changed', lines: linesOf('changed') },
    { group: 'preferences', lines: preferences.map((each) => preferenceLine(each, words)) },
    { group: 'left-out', lines: linesOf('left-out') },
  ] as const;
  const same = roles.filter(({ outcome }) => outcome === 'same').length;
  return {
    groups: groups
      .filter(({ lines }) => lines.length > 0)
      .map(({ group, lines }) => ({ group, title: transfer.groups[group], lines })),
    same: same === 0 ? null : transfer.same(same),
    refused: [
      ...roles.flatMap(({ role, obstacle }) =>
        obstacle?.kind === 'endpoint-unconfirmed'
          ? [
              transfer.refused({
                what: displaySafe(role.name),
                option: commandOption('--allow-endpoint', obstacle.endpoint),
              }),
            ]
          : [],
      ),
      ...preferences
        .filter(({ rule, isUnallowed }) => rule === null && isUnallowed)
        .map(({ name }) =>
          transfer.refused({ what: labelOf(name, words), option: `--allow-preference ${name}` }),
        ),
    ],
    counts: {
      roles: roles.filter(({ outcome }) => outcome === 'new' || outcome === 'changed').length,
      settings: preferences.filter(isAccepted).length,
    },
  };
}

function roleLine(
  { role, fields, browserLeftOut, obstacle, warnings }: ImportedRole,
  words: Words,
  format: FactFormat,
): ReviewLine {
  const labels = fields.map((field) => words.panel.form.labels[field]);
  return {
    key: role.id,
    title: displaySafe(role.name),
    facts: [
      displaySafe(roleSummary(role).what),
      ...(labels.length === 0 ? [] : [words.transfer.fields(labels)]),
    ],
    notes: [
      ...(obstacle === null ? [] : [obstacleText(words, obstacle)]),
      ...(role.endpoint === undefined || obstacle !== null
        ? []
        : [words.importing.endpoint(displaySafe(role.endpoint))]),
      ...(browserLeftOut === null || obstacle !== null
        ? []
        : [words.transfer.browserLeftOut(escapeInvisible(browserLeftOut))]),
      ...warnings.map((warning) => warningText(words, warning, format)),
    ],
  };
}

function obstacleText(words: Words, obstacle: TransferObstacle): string {
  const say = words.transfer.obstacles[obstacle.kind] as (obstacle: TransferObstacle) => string;
  return say(displaySafeFacts(obstacle));
}

function preferenceLine(preference: ImportedPreference, words: Words): ReviewLine {
  const { name, value, present, rule } = preference;
  const label = labelOf(name, words);
  const isTrusted = isTrustSetting(name);
  const next = isTrusted
    ? escapeInvisible(String(value))
    : displaySafe(valueText(name, value, words));
  const before = present === null ? null : escapeInvisible(String(present));
  return {
    key: name,
    title: words.transfer.setting({ label, value: next }),
    facts: isTrusted ? [words.consent.change({ present: before, next }), words.consent.asked] : [],
    notes:
      rule === null ? [] : [words.transfer.settingLeftOut({ label, rule: ruleText(words, rule) })],
  };
}

function labelOf(name: string, { panel: { preferences } }: Words): string {
  const labels: Readonly<Record<string, string>> = {
    ...stringsOf(preferences),
    mfaSessionSeconds: preferences.mfaSession,
  };
  return labels[name] ?? name;
}

function valueText(
  name: string,
  value: ImportedPreference['value'],
  { panel, transfer }: Words,
): string {
  const { themes, languages, listings, noticeChoices, trayIcons, awayChoices, hours } =
    panel.preferences;
  if (typeof value === 'boolean') return value ? transfer.on : transfer.off;
  if (name === 'mfaSessionSeconds') return hours(Number(value));
  if (name === 'idleMinutes') return hours(Number(value) * 60);
  if (typeof value === 'number') return String(value);
  const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    theme: themes,
    language: languages,
    listing: listings,
    notices: noticeChoices,
    trayIcon: trayIcons,
    onLock: awayChoices,
    onSuspend: awayChoices,
    onIdle: awayChoices,
    onQuit: awayChoices,
  };
  return choices[name]?.[value] ?? value;
}

/** Returns the members of an object that are texts. */
function stringsOf(words: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, text]): readonly (readonly [string, string])[] =>
      typeof text === 'string' ? [[name, text]] : [],
    ),
  );
}
