import fc from 'fast-check';
import type { AppState, RoleView } from '../../src/core/contract/app-state.ts';
import type { Renewal, Session } from '../../src/core/sessions/session.ts';
import { everyFailure, everyProblem } from './every-failure.ts';
import { active, NOW, roleView, stateOf, requestDefaults } from './tray-states.ts';
import { anyCharacter } from './any-character.ts';

const ACCESS_KEY = 'ASIAEXAMPLE000000001';

const failures = fc.constantFrom(...Object.values(everyFailure));
const renewals: fc.Arbitrary<Renewal> = fc.oneof(
  fc.constantFrom<Renewal>({ state: 'none' }, { state: 'scheduled' }),
  fc.record({
    state: fc.constant('refreshing' as const),
    attempt: fc.nat(5),
    lastFailure: fc.option(failures),
  }),
  fc.record({
    state: fc.constant('failing' as const),
    failure: failures,
    attempt: fc.integer({ min: 1, max: 5 }),
    retryAt: fc.constantFrom(null, NOW),
  }),
);
const sessions: fc.Arbitrary<Session> = fc.oneof(
  fc.constant<Session>({ state: 'inactive' }),
  fc.record({
    state: fc.constant('assuming' as const),
    attempt: fc.nat(5),
    lastFailure: fc.option(failures),
  }),
  fc.record({
    state: fc.constant('failed' as const),
    failure: failures,
    attempt: fc.integer({ min: 1, max: 5 }),
    retryAt: fc.constantFrom(null, NOW),
  }),
  fc
    .record({
      minutes: fc.integer({ min: -60, max: 600 }),
      renewal: renewals,
      state: fc.constantFrom('active' as const, 'expired' as const),
      warnedAt: fc.constantFrom(null, NOW),
    })
    .map(({ minutes, renewal, state, warnedAt }) => active(minutes, renewal, { state, warnedAt })),
);
const names = fc.oneof(
  fc.string({ minLength: 1, maxLength: 80, unit: anyCharacter }),
  fc.stringMatching(/^[A-Za-z0-9_./%@-]{1,64}$/),
  fc.constantFrom('R&D', '\u202egnp.exe', '\u001b[2J', ' ', ACCESS_KEY, '<b>bold</b>', '\ud800'),
);
const roles: fc.Arbitrary<readonly RoleView[]> = fc
  .array(
    fc.record({
      name: names,
      kept: fc.boolean(),
      session: sessions,
      mfaSerial: fc.option(fc.constant('arn:aws:iam::1:mfa/alice')),
      group: fc.option(names),
      pinned: fc.boolean(),
      lastUsedAt: fc.option(fc.integer({ min: NOW - 100, max: NOW })),
    }),
    { maxLength: 90 },
  )
  .map((all) =>
    all.map(({ name, kept, session, mfaSerial, group, pinned, lastUsedAt }, index) => {
      const id = index.toString(16).padStart(12, '0');
      const role = {
        id,
        pinned,
        ...(mfaSerial === null ? {} : { mfaSerial }),
        ...(group === null ? {} : { group }),
      };
      return roleView(name, { kept, session, lastUsedAt, role });
    }),
  );
/** Generates states of the application, with names and failures that are difficult to display. */
export const anyState: fc.Arbitrary<AppState> = fc
  .record({
    roles,
    requests: fc.uniqueArray(fc.record({ id: fc.uuid(), sourceProfile: names, serial: names }), {
      maxLength: 30,
      selector: ({ id }) => id,
    }),
    problems: fc.subarray(Object.values(everyProblem)),
    network: fc.constantFrom('online' as const, 'offline' as const),
  })
  .map(({ roles: all, requests, problems, network }) =>
    stateOf(all, {
      mfaRequests: requests.map((one) => ({ ...one, roleIds: [], ...requestDefaults })),
      problems,
      network,
    }),
  );
