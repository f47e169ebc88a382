import { describe, expect, it } from 'vitest';
import type { RoleDraft } from '../../../src/core/roles/role-draft.ts';
import { botocorePython } from '../../support/external-programs.ts';
import { botocoreResolver } from '../../support/botocore-resolver.ts';
import { CoreMachine, HOUR } from '../../support/core-harness.ts';

const CREDENTIALS = '[default]\naws_access_key_id = AKIAALICE\naws_secret_access_key = s\n';

/** Starts a process with these files, and switches a role on. */
async function keepRole(config: string, role: Partial<RoleDraft> = {}, credentials = CREDENTIALS) {
  const machine = new CoreMachine({ credentials });
  machine.config.set(config);
  const app = await machine.start();
  const saved = await app.add({ name: 'client', ...role });
  await app.keep(saved);
  const release = () => app.value(app.app.api.session.release({ roleId: saved.id }));
  return { machine, app, release };
}

const regionOf = (machine: CoreMachine): string | null => machine.section('client').region;

describe('the region of the written profile', () => {
  it.each([
    [
      'is the region of the role',
      '[default]\nregion = eu-west-3\n',
      { region: 'ap-south-1' },
      'ap-south-1',
    ],
    [
      'is the region of the source profile if the role has no region',
      '[default]\nregion = eu-west-3\n',
      {},
      'eu-west-3',
    ],
    ['is missing if neither the role nor a profile names a region', '', {}, null],
    [
      'is missing if the source profile has a region of another partition',
      '[default]\nregion = cn-north-1\n',
      {},
      null,
    ],
    [
      'is missing if the source profile has an invalid region',
      '[default]\nregion = eu west\n',
      {},
      null,
    ],
    [
      'is not written if [profile client] names a region',
      '[default]\nregion = eu-west-3\n[profile client]\nregion = sa-east-1\n',
      { region: 'ap-south-1' },
      null,
    ],
  ])('%s', async (_title, config, role, region) => {
    const { machine, release } = await keepRole(config, role);
    expect(regionOf(machine)).toBe(region);
    await release();
    expect(machine.text()).toBe(CREDENTIALS);
  });

  it('is kept if the person set it in the section, also when the role is released', async () => {
    const credentials = `${CREDENTIALS}[client]\nregion = sa-east-1\n`;
    const { machine, release } = await keepRole('', { region: 'ap-south-1' }, credentials);
    expect(regionOf(machine)).toBe('sa-east-1');
    await release();
    expect(machine.text()).toBe(credentials);
  });

  it('is removed at the next refresh after [profile client] gets a region', async () => {
    const { machine, release } = await keepRole('', { region: 'ap-south-1' });
    expect(regionOf(machine)).toBe('ap-south-1');
    machine.config.set('[profile client]\nregion = sa-east-1\n');
    await machine.clock.advance(HOUR);
    expect(regionOf(machine)).toBeNull();
    await release();
    expect(machine.text()).toBe(CREDENTIALS);
  });

  const python = botocorePython();
  it.skipIf(python === null)(
    'is what botocore resolves for the profile [needs botocore]',
    async () => {
      const botocore = botocoreResolver(python ?? '');
      const resolve = async (config: string, role: Partial<RoleDraft>): Promise<string | null> => {
        const { machine } = await keepRole(config, role);
        const answer = await botocore.resolve({ config, credentials: machine.text(), env: {} });
        return 'refused' in answer ? null : (answer.profiles['client']?.settings.region ?? null);
      };
      expect(await resolve('[default]\nregion = eu-west-3\n', {})).toBe('eu-west-3');
      expect(await resolve('', { region: 'ap-south-1' })).toBe('ap-south-1');
      const own = '[profile client]\nregion = sa-east-1\n';
      expect(await resolve(own, { region: 'ap-south-1' })).toBe('sa-east-1');
      botocore.close();
    },
  );
});
