import type { AppState, MfaRequest } from '../../core/app-state.ts';
import { displaySafe } from '../display-safe.ts';
import { problemText } from '../failure-text.ts';
import { codeCostOf } from '../tray/asked-action.ts';
import { standingOf } from '../role-standing.ts';
import { safeName } from '../tray/safe-label.ts';
import { summaryOf } from '../tray/summary.ts';
import type { FailureText, FailureVoice, Words } from '../words/words.ts';
import { roleCard, type RoleCard } from './role-card.ts';

/** All that the panel's first page shows. */
export interface RolesPage {
  readonly isFirstRun: boolean;
  /** One line: what needs someone, else until when all is good. Null before there is any role. */
  readonly summary: string | null;
  readonly groups: readonly {
    readonly group: RoleCard['group'];
    readonly title: string;
    readonly cards: readonly RoleCard[];
  }[];
  readonly problems: readonly FailureText[];
  /** Codes that no role of the list asks for by itself. */
  readonly mfa: readonly { readonly id: string; readonly text: string }[];
  /** A search helps only where the list is longer than a look. */
  readonly isSearchable: boolean;
}

export interface PanelSurroundings {
  readonly words: Words;
  readonly now: number;
  readonly voiceFor: (roleName: string | null) => FailureVoice;
  /** What to look for in names, ARNs and profiles. */
  readonly wanted: string;
}

const WORTH_A_SEARCH = 8;

export function rolesPage(state: AppState, { words, now, voiceFor, wanted }: PanelSurroundings): RolesPage {
  const costsCode = codeCostOf(state.roles.map(({ role }) => role));
  const needle = wanted.trim().toLowerCase();
  const cards = state.roles
    .map((view) => roleCard(view, { words, now, voiceFor, costsCode }))
    .filter(({ name, facts }) => `${name} ${facts.roleArn} ${facts.profile}`.toLowerCase().includes(needle))
    .sort((one, other) => one.name.localeCompare(other.name));
  const nameOf = (roleId: string): string | null =>
    state.roles.find(({ role }) => role.id === roleId)?.role.name ?? null;
  return {
    isFirstRun: state.roles.length === 0,
    summary: state.roles.length === 0 ? null : summaryLine(state, words, now, voiceFor(null)),
    groups: (['needy', 'on', 'off'] as const)
      .map((group) => ({
        group,
        title: words.panel.groups[group],
        cards: cards.filter((card) => card.group === group),
      }))
      .filter(({ cards }) => cards.length > 0),
    problems: state.problems.map((problem) =>
      problemText(words, problem, voiceFor('roleId' in problem ? nameOf(problem.roleId) : null)),
    ),
    mfa: state.mfaRequests
      .filter(
        ({ id }) => !state.roles.some(({ failure }) => failure?.kind === 'mfa-needed' && failure.requestId === id),
      )
      .map((request) => ({
        id: request.id,
        text: words.panel.mfa.banner({
          device: deviceOf(request),
          names: namesOf(request, state),
          until: request.servesUntil === null ? null : voiceFor(null).time(request.servesUntil),
        }),
      })),
    isSearchable: state.roles.length > WORTH_A_SEARCH,
  };
}

function summaryLine(state: AppState, words: Words, now: number, voice: FailureVoice): string {
  const roles = state.roles.map((view) => ({
    view,
    name: safeName(view.role.name, view.role.id),
    standing: standingOf(view, now),
  }));
  return summaryOf(state, roles, { words, formatTime: (at) => voice.time(at) }).text;
}

/** The device's name alone: the end of its ARN. */
export function deviceOf({ serial, id }: MfaRequest): string {
  return safeName(serial.slice(serial.lastIndexOf('/') + 1), id);
}

export function namesOf({ roleIds }: MfaRequest, { roles }: AppState): readonly string[] {
  return roles.filter(({ role }) => roleIds.includes(role.id)).map(({ role }) => displaySafe(role.name));
}
