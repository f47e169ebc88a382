import type { Session } from 'electron';
import { throughProxy } from '../core/aws-config/proxy.ts';

const withinMs = 2000;
type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the system's own way to AWS in it; a proxy that the environment names itself stands. */
export async function withSystemProxy(
  env: Environment,
  session: Pick<Session, 'resolveProxy'>,
): Promise<Environment> {
  if (Object.keys(env).some((name) => /^https_proxy$/i.test(name))) return env;
  const late = new Promise<string>((resolve) => setTimeout(resolve, withinMs, 'DIRECT').unref());
  const answer = await Promise.race([
    session.resolveProxy('https://sts.amazonaws.com/'),
    late,
  ]).catch(() => 'DIRECT');
  const proxy = proxyUrl(answer);
  return proxy === null ? env : throughProxy(env, proxy);
}

/** The first of a list as a PAC script gives it, `PROXY host:port; DIRECT`; null for straight on and for SOCKS, which the SDK cannot speak. */
export function proxyUrl(list: string): string | null {
  const [kind = '', host = ''] = (list.split(';')[0] ?? '').trim().split(/\s+/);
  if (host === '') return null;
  if (kind === 'PROXY') return `http://${host}`;
  return kind === 'HTTPS' ? `https://${host}` : null;
}
