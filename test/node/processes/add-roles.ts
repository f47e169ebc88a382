// Adds entries to the settings, each in its own change. Arguments: HOME WRITER_NAME COUNT
import { createJsonSettingsStore } from '../../../src/node/json-settings-store.ts';
import { createSettingsLock } from '../../../src/node/locks/path-lock.ts';
import { homeIn, lockDependencies, openedStateDb } from '../../support/rolekeeper-home.ts';

const [folder = '', writer = '', count = '0'] = process.argv.slice(2);
const home = homeIn(folder);
const db = openedStateDb(home);
const lock = createSettingsLock(home.locksFolder, lockDependencies(db));
const store = createJsonSettingsStore({ file: home.settingsFile, lock, now: () => Date.now() });
for (let n = 0; n < Number(count); n += 1) {
  const done = await store.update((stored) => {
    const present =
      stored.state === 'json' && Array.isArray(stored.json)
        ? stored.json.map((each: unknown) => each)
        : [];
    return {
      ok: true,
      value: { json: [...present, `${writer}-${String(n)} ${'x'.repeat(200)}`], value: null },
    };
  });
  if (!done.ok) {
    console.log(JSON.stringify(done.failure));
    break;
  }
}
db.close();
