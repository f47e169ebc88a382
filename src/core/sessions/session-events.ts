import type { Failure } from '../failure.ts';
import { Listeners } from '../listeners.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { ActivityEvent } from '../activity-entry.ts';
import type { Clock } from '../ports/clock.ts';

/** An event of a role's session, for notices and the activity log. */
export interface SessionEvent {
  readonly at: number;
  readonly event: ActivityEvent;
  readonly roleId: string;
  readonly roleName: string;
  /** The profile whose section lost or got keys. Null if no section changed. */
  readonly profile: string | null;
  readonly expiration: number | null;
  readonly failure: Failure | null;
}

/**
 * A session event with the ID of the STS request that caused it. `requestId` is null if no request
 * caused the event.
 */
export type JournalEvent = SessionEvent & { readonly requestId: string | null };

export interface EventRole {
  readonly id: string;
  /**
   * If absent, the event has the role's present or last name in the settings, or else the profile's
   * name.
   */
  readonly name?: string;
  readonly targetProfile?: string;
}

export interface EventFacts {
  readonly expiration?: number | null;
  readonly failure?: Failure | null;
  readonly requestId?: string | null;
}

/** Passes the events of sessions to all listeners, with the present time. */
export class SessionEvents {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #settings: Pick<SettingsFile, 'nameOf'>;
  readonly #listeners = new Listeners<[JournalEvent]>();

  constructor(clock: Pick<Clock, 'now'>, settings: Pick<SettingsFile, 'nameOf'>) {
    this.#clock = clock;
    this.#settings = settings;
  }

  emit(event: ActivityEvent, role: EventRole, facts: EventFacts = {}): void {
    const { id: roleId, targetProfile: profile = null } = role;
    const roleName = role.name ?? this.#settings.nameOf(roleId) ?? profile ?? '';
    const absent = { expiration: null, failure: null, requestId: null };
    const at = this.#clock.now();
    this.#listeners.call({ at, event, roleId, roleName, profile, ...absent, ...facts });
  }

  onEvent(listener: (event: JournalEvent) => void): () => void {
    return this.#listeners.add(listener);
  }
}
