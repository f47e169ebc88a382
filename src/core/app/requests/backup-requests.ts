import type { Api } from '../../contract/api.ts';
import type { ConsentGate } from '../consent/consent-gate.ts';
import type { CorePorts } from '../core-ports.ts';
import { planPurge, type PurgePlan } from '../../credentials-file/purge-plan.ts';
import { withoutOurEntries } from '../../credentials-file/section-release.ts';
import { ok, type Result } from '../../result.ts';
import { type RestoreDeps, restoreRequests } from './restore-requests.ts';

/** Answers the requests that list, restore and delete the backups of the credentials file. */
export function backupRequests(
  ports: CorePorts,
  sessions: RestoreDeps,
  consent: ConsentGate,
): Api['backups'] {
  const { backups, store } = ports;
  const { events } = sessions;

  async function purgePlan(): Promise<Result<PurgePlan>> {
    const list = await backups.list();
    if (!list.ok) return list;
    const texts = new Map<string, string>();
    const present = new Map<string, string | null>();
    for (const { id, path } of list.value) {
      const text = await backups.read(id);
      if (text.ok) texts.set(id, text.value);
      if (present.has(path)) continue;
      const file = path === store.path ? store : ports.storeAt(path);
      const read = await file.read();
      present.set(path, read.ok ? withoutOurEntries(read.value ?? '', file.owner) : null);
    }
    return ok(planPurge(list.value, texts, present, ports.clock.now()));
  }

  return {
    list: () => backups.list(),
    ...restoreRequests(ports, sessions, consent),
    purge: async ({ dryRun }) => {
      const plan = await purgePlan();
      if (!plan.ok || dryRun || plan.value.deleted.length === 0) return plan;
      const refusal = await consent.refusal({ kind: 'purge', backups: plan.value.deleted });
      if (refusal !== null) return refusal;
      // The file may have changed while the question was open, so the plan is made again.
      const after = await purgePlan();
      if (!after.ok) return after;
      const asked = new Set(plan.value.deleted.map(({ id }) => id));
      const deleted = after.value.deleted.filter(({ id }) => asked.has(id));
      const purged = await backups.purge(deleted.map(({ id }) => id));
      if (!purged.ok) return purged;
      for (const path of new Set(deleted.map(({ path }) => path))) {
        events.emit('backups-deleted', { id: '', name: path });
      }
      return ok({ deleted, kept: after.value.kept });
    },
  };
}
