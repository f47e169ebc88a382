import type { Session } from 'electron';
import { proxiesInList } from '../core/aws-config/proxy-list.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { SystemProxy } from '../node/sts/network-settings.ts';

/** The time limit for the system's answer. */
const ANSWER_WITHIN_MS = 2000;
/**
 * How long an answer is reused. A PAC script can need a second for an answer, but the network can
 * change at any time.
 */
const CACHE_MS = 30_000;

type Proxies = Awaited<ReturnType<SystemProxy>>;

interface CachedAnswer {
  /** Null if the system did not answer. */
  readonly proxies: Promise<Proxies | null>;
  readonly until: number;
}

/** The system's proxies. A PAC script can return different proxies for each server. */
export interface SystemProxies {
  /** Returns the proxies for an origin. Reuses an answer of the system for 30 s. */
  readonly proxiesFor: SystemProxy;
  /**
   * Forgets all answers, so that the next request asks the system again. Call it when the network
   * may have changed.
   */
  forget(): void;
}

/**
 * Creates the access to the system's proxies, which asks Electron for each origin. If Electron
 * answers too late or not at all, the request uses the last answer, or a direct connection if there
 * is none.
 */
export function createSystemProxies(
  session: Pick<Session, 'resolveProxy'>,
  clock: Pick<Clock, 'monotonic' | 'wake'>,
): SystemProxies {
  const known = new Map<string, CachedAnswer>();
  /**
   * The last answers. `forget` creates a new map, so that late answers to old requests go into the
   * old map.
   */
  let last = new Map<string, Proxies>();

  async function ask(origin: string): Promise<Proxies | null> {
    const answers = last;
    try {
      const proxies = proxiesInList(await session.resolveProxy(`${origin}/`));
      answers.set(origin, proxies);
      return proxies;
    } catch {
      known.delete(origin);
      return null;
    }
  }

  return {
    proxiesFor: async (origin) => {
      let current = known.get(origin);
      if (current === undefined || clock.monotonic() >= current.until) {
        current = { proxies: ask(origin), until: clock.monotonic() + CACHE_MS };
        known.set(origin, current);
      }
      let cancel = (): void => undefined;
      const late = new Promise<null>((done) => {
        cancel = clock.wake(ANSWER_WITHIN_MS, () => done(null));
      });
      const proxies = await Promise.race([current.proxies, late]);
      cancel();
      return proxies ?? last.get(origin) ?? [null];
    },
    forget: () => {
      known.clear();
      last = new Map();
    },
  };
}
