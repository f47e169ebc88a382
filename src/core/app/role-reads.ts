import type { App } from '../contract/app.ts';
import type { Failure } from '../failure.ts';
import { answerOrFailure } from '../failure-thrown.ts';
import { consolePage } from './console-page.ts';
import { secretsIn } from './role-secrets.ts';
import type { Sessions } from './sessions.ts';

type RoleReads = Pick<App, 'consolePage' | 'unstoredDevices' | 'secretsOf' | 'servedSecrets'>;

/**
 * The functions of `App` that return facts and credentials of roles. Only `servedSecrets` can
 * assume a role.
 */
export function roleReads({ files, calling, wanted, shown }: Sessions): RoleReads {
  const secretsOf: App['secretsOf'] = (roleId) =>
    answerOrFailure(async () => {
      const snapshot = await files.readSnapshot();
      return snapshot.ok ? secretsIn(snapshot.value, roleId) : snapshot;
    });
  return {
    secretsOf,
    servedSecrets: (role) =>
      answerOrFailure(async () => {
        const session = await wanted.serve(role);
        if (!session.ok && isWithoutKeys(session.failure)) return session;
        const secrets = await secretsOf(role.id);
        const isValid = secrets.ok && shown.clock.now() < secrets.value.credentials.expiration;
        return session.ok || isValid ? secrets : session;
      }),
    consolePage: (roleId, request) =>
      answerOrFailure(async () => {
        const snapshot = await files.readSnapshot();
        if (!snapshot.ok) return snapshot;
        const role = snapshot.value.knownRole(roleId);
        return role.ok ? consolePage(role.value, snapshot.value, request) : role;
      }),
    unstoredDevices: async () => {
      const snapshot = await files.readSnapshot();
      return snapshot.ok ? calling.mfa.stored.unstoredDevices(snapshot.value) : [];
    },
  };
}

/**
 * Returns true if programs must get no keys after this failure, even if the file still contains
 * some.
 */
function isWithoutKeys({ kind }: Failure): boolean {
  return kind === 'role-off' || kind === 'person-away';
}
