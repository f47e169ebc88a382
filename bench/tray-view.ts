import type { AppState, RoleView } from '../src/core/contract/app-state.ts';
import type { Session } from '../src/core/sessions/session.ts';
import { trayView } from '../src/views/tray/tray-view.ts';
import { en } from '../src/views/words/en.ts';
import {
  hoursAndMinutes as formatTime,
  stateOf as stateWith,
} from '../test/support/tray-states.ts';
import type { Row } from './table.ts';

export const NOW = 1_767_607_200_000;
const BUDGET_MS_PER_ROLE = 5 / 1000;

/**
 * Measures the tray's view of 1,000 and of 10,000 roles, a third of them switched on. The limit is
 * 5 ms for 1,000 roles, and the same time per role for 10,000.
 */
export function benchTrayView(rounds: number): readonly Row[] {
  return [1000, 10_000].map((count) => ({
    what: `the tray's view of ${count} roles`,
    ours: medianMs(stateOf(count), rounds),
    peer: null,
    limit: { kind: 'ms', atMost: count * BUDGET_MS_PER_ROLE },
  }));
}

/** Measures after a warm-up, because the application computes its view again and again. */
function medianMs(state: AppState, rounds: number): number {
  const timeOf = (): number => {
    const begun = performance.now();
    trayView(state, { words: en, now: NOW, formatTime, platform: 'linux', maxLines: 20 });
    return performance.now() - begun;
  };
  for (let round = 0; round < rounds; round += 1) timeOf();
  const times = Array.from({ length: rounds }, timeOf);
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

export function stateOf(count: number): AppState {
  return stateWith(Array.from({ length: count }, (_, index) => roleOf((index * 7919) % count)));
}

function roleOf(index: number): RoleView {
  const kept = index % 3 === 0;
  const name = `client-${index.toString(36)}-s3`;
  return {
    role: {
      id: index.toString(16).padStart(12, '0'),
      kind: 'assume-role',
      name,
      roleArn: `arn:aws:iam::123456789012:role/MyApp/${name}`,
      sourceProfile: 'default',
      targetProfile: name,
      roleSessionName: 'alice@laptop',
      durationSeconds: 3600,
    },
    kept,
    keptBy: [],
    session: kept ? active(NOW + index * 1000) : { state: 'inactive' },
    lastUsedAt: kept ? NOW : null,
    failure: null,
  };
}

function active(expiration: number): Session {
  return {
    state: 'active',
    accessKeyId: 'ASIAEXAMPLE000000001',
    assumedAt: expiration - 3_600_000,
    expiration,
    refreshAt: expiration - 1_200_000,
    warnAt: expiration - 300_000,
    warnedAt: null,
    renewal: { state: 'scheduled' },
  };
}
