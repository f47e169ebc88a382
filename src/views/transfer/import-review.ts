import type { ImportedRole, SettingsImport } from '../../core/api.ts';
import type { ImportedPreference, TransferObstacle } from '../../core/transfer/import-plan.ts';
import { displaySafe, displaySafeFacts } from '../display-safe.ts';
import { ruleText, warningText } from '../failure-text.ts';
import type { FailureVoice, Words } from '../words/words.ts';

/** What an import would do, or has done, in words that are safe to show. */
export interface ImportReview {
  readonly groups: readonly {
    readonly group: 'new' | 'changed' | 'left-out' | 'preferences';
    readonly title: string;
    readonly lines: readonly ReviewLine[];
  }[];
  /** Of roles that are here already; null where there is none. */
  readonly same: string | null;
  /** Servers other than AWS's that roles are left out for; as they are, since they are what is asked for. */
  readonly endpoints: readonly string[];
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
  voiceFor: (roleName: string | null) => FailureVoice,
): ImportReview {
  const { transfer } = words;
  const linesOf = (group: 'new' | 'changed' | 'left-out'): readonly ReviewLine[] =>
    roles.filter(({ is }) => is === group).map((role) => roleLine(role, words, voiceFor(role.role.name)));
  const groups = [
    { group: 'new', lines: linesOf('new') },
    { group: 'changed', lines: linesOf('changed') },
    { group: 'preferences', lines: preferences.map((each) => preferenceLine(each, words)) },
    { group: 'left-out', lines: linesOf('left-out') },
  ] as const;
  const same = roles.filter(({ is }) => is === 'same').length;
  return {
    groups: groups
      .filter(({ lines }) => lines.length > 0)
      .map(({ group, lines }) => ({ group, title: transfer.groups[group], lines })),
    same: same === 0 ? null : transfer.same(same),
    endpoints: [
      ...new Set(
        roles.flatMap(({ obstacle }) => (obstacle?.why === 'endpoint-unconfirmed' ? [obstacle.endpoint] : [])),
      ),
    ],
    counts: {
      roles: roles.filter(({ is }) => is === 'new' || is === 'changed').length,
      settings: preferences.filter(({ rule }) => rule === null).length,
    },
  };
}

function roleLine({ role, fields, obstacle, warnings }: ImportedRole, words: Words, voice: FailureVoice): ReviewLine {
  const labels = fields.map((field) => words.panel.form.labels[field]);
  return {
    key: role.id,
    title: displaySafe(role.name),
    facts: [displaySafe(role.roleArn), ...(labels.length === 0 ? [] : [words.transfer.fields(labels)])],
    notes: [
      ...(obstacle === null ? [] : [obstacleText(words, obstacle)]),
      ...(role.endpoint === undefined || obstacle !== null
        ? []
        : [words.importing.endpoint(displaySafe(role.endpoint))]),
      ...warnings.map((warning) => warningText(words, warning, voice)),
    ],
  };
}

function obstacleText(words: Words, obstacle: TransferObstacle): string {
  const say = words.transfer.obstacles[obstacle.why] as (obstacle: TransferObstacle) => string;
  return say(displaySafeFacts(obstacle));
}

function preferenceLine({ name, value, rule }: ImportedPreference, words: Words): ReviewLine {
  const { preferences: text } = words.panel;
  const labels: Readonly<Record<string, string>> = { ...stringsOf(text), mfaSessionSeconds: text.mfaSession };
  const label = labels[name] ?? name;
  const shown = { label, value: displaySafe(valueText(name, value, words)) };
  return {
    key: name,
    title: words.transfer.setting(shown),
    facts: [],
    notes: rule === null ? [] : [words.transfer.settingLeftOut({ label, rule: ruleText(words, rule) })],
  };
}

function valueText(name: string, value: ImportedPreference['value'], { panel, transfer }: Words): string {
  const { themes, languages, noticeChoices, hours } = panel.preferences;
  if (typeof value === 'boolean') return value ? transfer.on : transfer.off;
  if (typeof value === 'number') return hours(value);
  const choices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    theme: themes,
    language: languages,
    notices: noticeChoices,
  };
  return choices[name]?.[value] ?? value;
}

/** Each preference is labelled under its own name. */
function stringsOf(words: object): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([name, text]): readonly (readonly [string, string])[] =>
      typeof text === 'string' ? [[name, text]] : [],
    ),
  );
}
