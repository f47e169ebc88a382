import type { Words } from './words.ts';
import { remedy, lines, seconds } from './de-failure-parts.ts';

const proxyCauses: Readonly<Record<string, string>> = {
  'HTTP 407': 'Er verlangt Benutzer und Passwort',
  'no HTTP': 'Er antwortet nicht wie ein HTTP-Proxy',
  'no answer': 'Er nimmt Verbindungen an, antwortet aber nicht',
  SOCKS: 'Er ist ein SOCKS-Proxy. Rolekeeper unterstützt nur HTTP-Proxys',
  ENOTFOUND: 'Sein Hostname ist unbekannt',
  ERR_SSL_WRONG_VERSION_NUMBER: 'Er antwortet nicht wie ein HTTP-Proxy',
};

const networkCauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Der Server lehnt Verbindungen an dieser Adresse ab',
  ECONNRESET: 'Die Verbindung wurde getrennt',
  ENOTFOUND:
    'Der Hostname ist unbekannt. Das Netz ist aus, oder der Endpunkt ist falsch geschrieben',
  EAI_AGAIN:
    'Der Hostname lässt sich nicht auflösen. Das Netz ist aus, oder der Nameserver antwortet nicht',
  ETIMEDOUT: 'Die Verbindung kam nicht rechtzeitig zustande',
  EHOSTUNREACH: 'Das Netz hat keine Route dorthin',
  ENETUNREACH: 'Das Netz hat keine Route dorthin, oder es ist aus',
  EPIPE: 'Die Verbindung wurde getrennt',
};

const throughProxy = (host: string, proxy: string | undefined): string | null =>
  proxy === undefined
    ? null
    : `Der Proxy ${proxy} hat die Verbindung geöffnet. Danach gab es einen Fehler beim Proxy oder bei ${host}.`;

/** Failures to reach AWS. */
export const deNetworkFailures = {
  network: (failure, format) => ({
    title: `${failure.host} ist nicht erreichbar`,
    detail: lines(
      `${networkCauses[failure.code] ?? 'Die Verbindung kam nicht zustande'} (${failure.code}).`,
      throughProxy(failure.host, failure.proxy),
    ),
    remedy: remedy('Prüfe Netz, VPN und Proxy, dann', format.call('assume', format.roleName)),
  }),
  'network-proxy': (failure) => ({
    title: `Der Proxy ${failure.proxy} funktioniert nicht`,
    detail: `${proxyCauses[failure.code] ?? networkCauses[failure.code] ?? 'Er leitet keine Anfrage weiter'} (${failure.code}).`,
    remedy: remedy(
      'Prüfe den Proxy in den Einstellungen, HTTPS_PROXY, NO_PROXY und den Proxy des Systems, dann',
      'rolekeeper doctor',
    ),
  }),
  'network-intercepted': (failure) => ({
    title: `Etwas im Netz hat anstelle von ${failure.host} geantwortet`,
    detail: lines(
      failure.reason === '' ? null : `Grund: ${failure.reason}`,
      'Übliche Ursachen: ein Proxy, der ein Passwort verlangt, eine Anmeldeseite des Netzes oder ein unbekanntes Firmenzertifikat.',
    ),
    remedy: remedy(
      'Setze HTTPS_PROXY und AWS_CA_BUNDLE wie für die AWS CLI, dann',
      'rolekeeper doctor',
    ),
  }),
  timeout: (failure, format) => ({
    title: `${failure.host} hat nicht innerhalb von ${seconds(failure.afterMs)} geantwortet`,
    detail:
      throughProxy(failure.host, failure.proxy) ??
      'Das Netz ist sehr langsam, oder eine Firewall verwirft die Verbindung.',
    remedy: remedy('Prüfe Netz, VPN und Proxy, dann', format.call('assume', format.roleName)),
  }),
} satisfies Partial<Words['failures']>;
