import type { Session } from 'electron';

const WITHIN_MS = 2000;
/** A PAC script can take a second, and the network can change at any time. */
const KEEP_MS = 30_000;

/** The system's proxy for connections to AWS. */
export interface SystemProxy {
  /** Null if there is none. Asks the system again after 30 s. */
  current(): Promise<string | null>;
  /** Asks the system at the next call, because the network can have changed. */
  forget(): void;
}

export function createSystemProxy(
  session: Pick<Session, 'resolveProxy'>,
  monotonic: () => number,
): SystemProxy {
  let known: { readonly proxy: Promise<string | null>; readonly until: number } | null = null;
  return {
    current: () => {
      if (known === null || monotonic() >= known.until) {
        known = { proxy: resolved(session), until: monotonic() + KEEP_MS };
      }
      return known.proxy;
    },
    forget: () => {
      known = null;
    },
  };
}

async function resolved(session: Pick<Session, 'resolveProxy'>): Promise<string | null> {
  const late = new Promise<string>((done) => setTimeout(done, WITHIN_MS, 'DIRECT').unref());
  const asked = session.resolveProxy('https://sts.amazonaws.com/');
  return proxyUrl(await Promise.race([asked, late]).catch(() => 'DIRECT'));
}

/**
 * Returns the first entry of a PAC script's list such as `PROXY host:port; DIRECT`. Null for a
 * direct connection and for SOCKS, which the SDK does not support.
 */
export function proxyUrl(list: string): string | null {
  const [kind = '', host = ''] = (list.split(';')[0] ?? '').trim().split(/\s+/);
  if (host === '') return null;
  if (kind === 'PROXY') return `http://${host}`;
  return kind === 'HTTPS' ? `https://${host}` : null;
}
