import type { Session } from 'electron';
import { proxiesInList } from '../core/aws-config/proxy-list.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { SystemProxy } from '../node/sts/network-settings.ts';

const ANSWER_WITHIN_MS = 2000;
/** A PAC script can take a second, and the network can change at any time. */
const CACHE_MS = 30_000;

type Proxies = Awaited<ReturnType<SystemProxy>>;

interface CachedAnswer {
  /** Null if the system did not answer. */
  readonly proxies: Promise<Proxies | null>;
  readonly until: number;
}

/** The system's proxies for each server; a PAC script can give different ones. */
export interface SystemProxies {
  /** Asks the system again after 30 s. */
  readonly to: SystemProxy;
  /** Asks the system at the next request, because the network can have changed. */
  forget(): void;
}

/**
 * Asks Electron for each origin. If Electron answers too late or not at all, this request uses the
 * last answer, or a direct connection if there is none.
 */
export function createSystemProxies(
  session: Pick<Session, 'resolveProxy'>,
  clock: Pick<Clock, 'monotonic' | 'wake'>,
): SystemProxies {
  const known = new Map<string, CachedAnswer>();
  /** A new map after `forget`: late answers from before go into the old one. */
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
    to: async (origin) => {
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
