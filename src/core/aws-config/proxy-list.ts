/**
 * The URL scheme for each kind of proxy in a PAC script's answer (Chromium,
 * net/base/proxy_string_util.cc).
 */
const SCHEMES: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTPS: 'https',
  SOCKS: 'socks4',
  SOCKS4: 'socks4',
  SOCKS5: 'socks5',
  QUIC: 'quic',
};

const HOST = /^(?:\w[\w.-]*|\[[\da-f:.]+\])(?::(\d{1,5}))?$/i;

/**
 * Returns the proxy URLs in the answer of a PAC script, such as `PROXY a:1; SOCKS5 b:2; DIRECT`;
 * null is a direct connection. As in browsers, entries that cannot be read are ignored, and an
 * answer without entries means a direct connection.
 */
export function proxiesInList(list: string): readonly (string | null)[] {
  const found = list.split(';').flatMap((entry) => {
    const [kind = '', host = ''] = entry.trim().split(/\s+/);
    if (/^direct$/i.test(kind)) return [null];
    const scheme = SCHEMES[kind.toUpperCase()];
    const [whole, port = '0'] = HOST.exec(host) ?? [];
    const isServer = scheme !== undefined && whole !== undefined && Number(port) <= 65_535;
    return isServer ? [`${scheme}://${host}`] : [];
  });
  return found.length === 0 ? [null] : found;
}
