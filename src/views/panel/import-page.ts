import type { ImportableProfile } from '../../core/contract/role-api.ts';
import type { Role } from '../../core/roles/role.ts';
import { displaySafe, displaySafeFacts } from '../display-safe.ts';
import { warningText } from '../failure-text.ts';
import { obstacleText, importStateOf } from '../import-text.ts';
import { roleSummary } from '../role-summary.ts';
import type { FactFormat } from '../words/fact-format.ts';
import type { Words } from '../words/words.ts';

/**
 * A profile that can become a role, as the panel shows it. Its texts have passed `displaySafe`,
 * except `profile`, which is the unchanged name.
 */
export interface ImportLine {
  readonly profile: string;
  readonly name: string;
  /** The ARN of its role, or its account and permission set. */
  readonly what: string | null;
  /** Label and value of each field that is set. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** The MFA device of the source profile, which the role can use. */
  readonly sourceDevice: string | null;
  /** Endpoint, obstacle and warnings. */
  readonly notes: readonly string[];
}

export interface ImportPage {
  readonly groups: readonly {
    readonly group: 'new' | 'known' | 'impossible';
    readonly title: string;
    readonly lines: readonly ImportLine[];
  }[];
  readonly isSearchable: boolean;
}

const MAX_WITHOUT_SEARCH = 8;

export function importPage(
  profiles: readonly ImportableProfile[],
  { words, formatFor, query }: ImportContext,
): ImportPage {
  const needle = query.trim().toLowerCase();
  const found = profiles.filter(({ profile, role }) =>
    searchText(profile, role).toLowerCase().includes(needle),
  );
  return {
    groups: (['new', 'known', 'impossible'] as const)
      .map((group) => ({
        group,
        title: words.importing.groups[group],
        lines: found
          .filter((profile) => importStateOf(profile) === group)
          .map((profile) => lineOf(profile, words, formatFor(profile.role?.name ?? null))),
      }))
      .filter(({ lines }) => lines.length > 0),
    isSearchable: profiles.length > MAX_WITHOUT_SEARCH,
  };
}

export interface ImportContext {
  readonly words: Words;
  readonly formatFor: (roleName: string | null) => FactFormat;
  /** The search text, for names, ARNs and source profiles. */
  readonly query: string;
}

function searchText(profile: string, role: Role | null): string {
  if (role === null) return profile;
  const { what, source } = roleSummary(role);
  return `${profile} ${what} ${source}`;
}

function lineOf(given: ImportableProfile, words: Words, format: FactFormat): ImportLine {
  const { profile, obstacle, warnings } = given;
  const shown = displaySafeFacts(given);
  const { role } = shown;
  const { importing, panel } = words;
  const facts: readonly (readonly [string, string | undefined])[] =
    role === null
      ? []
      : [
          [panel.facts.source, importing.source(shown)],
          [panel.facts.profile, role.targetProfile],
          [importing.facts.externalId, role.externalId],
          [importing.facts.mfaSerial, role.mfaSerial],
          [importing.facts.region, role.region],
        ];
  return {
    profile,
    name: displaySafe(profile),
    what: role === null ? null : roleSummary(role).what,
    facts: facts.flatMap(([label, value]) =>
      value === undefined ? [] : [[label, value] as const],
    ),
    sourceDevice: sourceDeviceOf(given),
    notes: [
      ...(role?.endpoint === undefined ? [] : [importing.endpoint(role.endpoint)]),
      ...(obstacle === null || importStateOf(given) === 'known'
        ? []
        : [obstacleText(words, obstacle, profile)]),
      ...warnings.map((warning) => warningText(words, warning, format)),
    ],
  };
}

function sourceDeviceOf({ warnings }: ImportableProfile): string | null {
  const warning = warnings.find(({ kind }) => kind === 'source-has-mfa');
  return warning?.kind === 'source-has-mfa' ? displaySafe(warning.serial) : null;
}
