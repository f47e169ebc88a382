// Assumes a role, so this process has the role's lock until STS answers. Meanwhile, a line on
// standard input makes it read and write settings, activity, backups and credentials.
import { createApp } from '../../../src/node/app.ts';

const created = await createApp({ env: process.env, refresh: 'switched-on' });
if (!created.ok) throw new Error(JSON.stringify(created.failure));
const app = created.value;
const role = app.state().roles[0]?.role;
if (role === undefined) throw new Error('no role');

const assumed = app.api.session.assume({ roleId: role.id, keep: true, takeOver: false });
process.stdin.once('data', () => {
  void (async () => {
    for (let n = 0; n < 3; n += 1) {
      await app.api.doctor.run({});
      await app.api.activity.list({ limit: 10 });
      await app.api.backups.list({});
      await app.api.access.documents({ roleId: role.id, identify: false });
      await app.api.role.add({ role: { name: `beside-${String(n)}`, roleArn: role.roleArn } });
      await app.secretsOf(role.id);
      app.wake('unlock');
      void app.api.session.ensure({ roleId: role.id });
    }
    console.log('read everything');
  })();
});
const result = await assumed;
console.log(result.ok ? 'assumed' : JSON.stringify(result.failure));
await app.stop();
process.exit();
