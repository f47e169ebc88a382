import type { Problem } from '../../core/contract/app-state.ts';

/** Returns the setting that solves a problem, by the name of its field; null if there is none. */
export function settingOf(problem: Problem): string | null {
  switch (problem.kind) {
    case 'setting-ignored':
      return problem.name;
    case 'second-file-outdated':
      return 'alsoWriteTo';
    case 'endpoint-unavailable':
      return 'credentialsEndpointPort';
    case 'shortcut-refused':
      return problem.why === 'taken' ? 'shortcut' : null;
    default:
      return null;
  }
}
