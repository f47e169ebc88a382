import type { Api } from '../../contract/api.ts';
import { type ConsentGate, consentFailure } from '../consent/consent-gate.ts';
import { type TrustChange, trustChanges, unallowedChange } from '../consent/trust-changes.ts';
import {
  brokenPreference,
  changePreferences,
  shownPreferences,
} from '../../settings/preferences.ts';
import { type Failed, failed, ok } from '../../result.ts';
import type { CorePorts, PathChecks } from '../core-ports.ts';
import type { SettingsFile } from '../../settings/settings-file.ts';

/**
 * Answers the request to change preferences. A change of a file's path or of the proxy needs a
 * person's consent.
 */
export function preferenceRequests(
  ports: CorePorts,
  settings: SettingsFile,
  reconcile: () => Promise<void>,
  consent: ConsentGate,
): Api['preferences'] {
  return {
    set: async ({ changes }) => {
      const read = await settings.read();
      if (!read.ok) return read;
      const { preferences } = read.value.settings;
      const broken = brokenPreference(preferences, changes);
      if (broken !== null) return failed(broken);
      const allowed = trustChanges(preferences, changes);
      const invalid = invalidPathFailure(allowed, ports.paths);
      if (invalid !== null) return invalid;
      for (const question of allowed) {
        const refusal = await consent.refusal(question);
        if (refusal !== null) return refusal;
      }
      // The paths are opened only after consent, because opening a path may contact a server or
      // wake a device.
      for (const { name, next } of allowed) {
        if (name === 'proxy' || next === null) continue;
        const rule = await ports.paths.examine(name, next);
        if (rule !== null) return failed({ kind: 'field-invalid', field: name, rule });
      }
      const saved = await settings.change((present) => {
        // Another process may have changed preferences while the question was open.
        const unallowed = unallowedChange(present.preferences, changes, allowed);
        if (unallowed !== null) return consentFailure(unallowed);
        const brokenNow = brokenPreference(present.preferences, changes);
        if (brokenNow !== null) return failed(brokenNow);
        return ok({ ...present, preferences: changePreferences(present.preferences, changes) });
      });
      if (!saved.ok) return saved;
      await reconcile();
      return ok(shownPreferences(saved.value.preferences));
    },
  };
}

/** Returns a failure for the first path whose text breaks a rule, else null. Accesses no file. */
function invalidPathFailure(changes: readonly TrustChange[], paths: PathChecks): Failed | null {
  for (const { name, next } of changes) {
    const rule = name === 'proxy' || next === null ? null : paths.rule(next);
    if (rule !== null) return failed({ kind: 'field-invalid', field: name, rule });
  }
  return null;
}
