import type { Role } from '../../src/core/roles/role.ts';
import { endpointUrl } from '../../src/core/serving/endpoint-variables.ts';
import { startCredentialsEndpoint } from '../../src/node/serving/credentials-endpoint.ts';
import { TokenFiles } from '../../src/node/serving/token-files.ts';
import { type CoreProcess, CoreMachine } from '../support/core-harness.ts';
import { temporaryHome } from '../support/rolekeeper-home.ts';

/**
 * Starts a core with a virtual clock and one role that is on, and an endpoint on a real port that
 * serves the role.
 */
export async function servedRole() {
  const machine = new CoreMachine();
  const app: CoreProcess = await machine.start();
  const role: Role = await app.add({ name: 'client' });
  await app.keep(role);
  const files = new TokenFiles(temporaryHome().endpointFolder);
  const tokenFile = files.ensure(role);
  const started = await startCredentialsEndpoint({
    app: app.app,
    port: 0,
    roles: () => app.app.state().roles.map((view) => view.role),
    tokenOf: (one) => files.tokenOf(one),
    messageOf: ({ kind }) => `because of ${kind}`,
    report: (error) => {
      throw error;
    },
  });
  if (!tokenFile.ok || !started.ok) throw new Error('the endpoint did not start');
  const url = endpointUrl(started.value.port, role);
  const currentKeyId = () => machine.section('client').credentials?.accessKeyId;
  return {
    machine,
    app,
    role,
    url,
    tokenFile: tokenFile.value,
    currentKeyId,
    close: started.value.close,
  };
}
