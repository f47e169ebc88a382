import type { Session } from 'electron';

const WITHIN_MS = 2000;
/** A PAC script may cost a second; a network may change at any time. */
const KEEP_MS = 30_000;

/** The proxy that the system names on the way to AWS. */
export interface SystemProxy {
  /** Null for none. Asks the system again after 30 s. */
  current(): Promise<string | null>;
  /** The network may be another one: asks at the next call. */
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

/** The first of a list as a PAC script gives it, `PROXY host:port; DIRECT`; null for straight on and for SOCKS, which the SDK cannot speak. */
export function proxyUrl(list: string): string | null {
  const [kind = '', host = ''] = (list.split(';')[0] ?? '').trim().split(/\s+/);
  if (host === '') return null;
  if (kind === 'PROXY') return `http://${host}`;
  return kind === 'HTTPS' ? `https://${host}` : null;
}
