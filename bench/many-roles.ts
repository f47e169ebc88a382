import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { CallLimit } from '../src/core/sts/call-limit.ts';
import { createApp } from '../src/node/app.ts';
import { DEMO_USER } from '../demo/sample-roles.ts';
import type { Row } from './table.ts';
import type { BenchHome } from './bench-home.ts';

const ROLES = 1000;
/** Rolekeeper's limit of concurrent calls. */
const AT_ONCE = 8;

/**
 * Measures refreshing a thousand roles and writing their sessions. Compares it with the same calls
 * by the SDK alone, at the same concurrency.
 */
export async function benchManyRoles(benchHome: BenchHome): Promise<readonly Row[]> {
  const { arn, externalId, sessionName } = benchHome.role;
  const folder = benchHome.env['ROLEKEEPER_HOME'] ?? '';
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const settings = join(folder, 'settings.json');
  const before = readFileSync(settings, 'utf8');
  const credentials = readFileSync(benchHome.home.credentialsFile, 'utf8');
  const roles = Array.from({ length: ROLES }, (_, n) => ({
    id: n.toString(16).padStart(12, '0'),
    name: `many-${n}`,
    roleArn: arn,
    sourceProfile: 'default',
    targetProfile: `many-${n}`,
    roleSessionName: sessionName,
    durationSeconds: 3600,
    externalId,
  }));
  writeFileSync(settings, JSON.stringify({ version: 1, roles, preferences: {} }), { mode: 0o600 });
  const made = await createApp({ env: benchHome.env, refresh: 'nothing' });
  if (!made.ok) throw new Error(`no app: ${made.failure.kind}`);
  const app = made.value;
  const refreshAll = async () => {
    const results = await Promise.all(
      roles.map(({ id }) => app.api.session.assume({ roleId: id, keep: false, takeOver: false })),
    );
    const failed = results.find((result) => !result.ok);
    if (failed?.ok === false) throw new Error(`not assumed: ${failed.failure.kind}`);
  };
  const client = new STSClient({
    region: 'eu-central-1',
    endpoint: benchHome.stsUrl,
    credentials: DEMO_USER,
    maxAttempts: 1,
  });
  const command = { RoleArn: arn, ExternalId: externalId, RoleSessionName: sessionName };
  const sdkAlone = async () => {
    const limit = new CallLimit(AT_ONCE);
    await Promise.all(
      roles.map(() => limit.run(() => client.send(new AssumeRoleCommand(command)))),
    );
  };

  // The first round is a warm-up. Only the second round counts.
  const times: Record<string, number> = {};
  for (let round = 0; round < 2; round += 1) {
    for (const [name, run] of [
      ['ours', refreshAll],
      ['sdk', sdkAlone],
    ] as const) {
      const began = performance.now();
      await run();
      times[name] = performance.now() - began;
    }
  }
  client.destroy();
  await app.stop();
  writeFileSync(settings, before);
  writeFileSync(benchHome.home.credentialsFile, credentials);
  const { ours = NaN, sdk = NaN } = times;
  return [
    {
      what: `${ROLES} roles refreshed together`,
      ours,
      peer: { name: `the SDK alone, ${AT_ONCE} calls at once`, ms: sdk },
      limit: { kind: 'times', atMost: 1.6 },
    },
  ];
}
