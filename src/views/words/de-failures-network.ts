import type { Words } from './words.ts';
import { remedy, lines, seconds } from './de-failure-parts.ts';

const proxyCauses: Readonly<Record<string, string>> = {
  'HTTP 407': 'Er will Benutzer und Passwort',
  'no HTTP': 'Er antwortet nicht wie ein HTTP-Proxyserver',
  'no answer': 'Er nimmt Verbindungen an und antwortet nicht',
  SOCKS: 'Er ist kein HTTP-Proxyserver, und Rolekeeper spricht mit keinem anderen',
  ENOTFOUND: 'Sein Name ist nicht bekannt',
  ERR_SSL_WRONG_VERSION_NUMBER: 'Er antwortet nicht wie ein HTTP-Proxyserver',
};

const networkCauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Der Rechner ist da, aber unter dieser Adresse hört niemand zu',
  ECONNRESET: 'Die Verbindung wurde getrennt',
  ENOTFOUND: 'Der Name ist nicht bekannt: das Netz ist aus, oder der Endpunkt ist vertippt',
  EAI_AGAIN:
    'Der Name ließ sich nicht nachschlagen: das Netz ist aus, oder der Namensdienst antwortet nicht',
  ETIMEDOUT: 'Die Verbindung kam nicht rechtzeitig zustande',
  EHOSTUNREACH: 'Es führt kein Weg dorthin',
  ENETUNREACH: 'Es führt kein Weg dorthin: das Netz ist aus',
  EPIPE: 'Die Verbindung wurde getrennt',
};

const throughProxy = (host: string, proxy: string | undefined): string | null =>
  proxy === undefined
    ? null
    : `Der Proxyserver ${proxy} hat den Weg dorthin geöffnet: was danach fehlschlug, liegt an ihm oder an ${host}.`;

/** AWS is not reached. */
export const deNetworkFailures = {
  network: (failure, voice) => ({
    title: `${failure.host} ist nicht erreichbar`,
    detail: lines(
      `${networkCauses[failure.code] ?? 'Die Verbindung kam nicht zustande'} (${failure.code}).`,
      throughProxy(failure.host, failure.proxy),
    ),
    remedy: remedy('Prüfe Netz, VPN und Proxyserver, dann', voice.call('assume', voice.roleName)),
  }),
  'network-proxy': (failure) => ({
    title: `Der Proxyserver ${failure.proxy} funktioniert nicht`,
    detail: `${proxyCauses[failure.code] ?? networkCauses[failure.code] ?? 'Er leitet keine Anfrage weiter'} (${failure.code}).`,
    remedy: remedy(
      'Prüfe den Proxyserver in den Einstellungen, HTTPS_PROXY, NO_PROXY und den des Systems, dann',
      'rolekeeper doctor',
    ),
  }),
  'network-intercepted': (failure) => ({
    title: `Etwas zwischen hier und ${failure.host} hat an dessen Stelle geantwortet`,
    detail: lines(
      failure.reason === '' ? null : `Was zu sehen war: ${failure.reason}`,
      'Ein Proxyserver, der ein Passwort will, eine Anmeldeseite des Netzes oder ein Firmenzertifikat, das hier nicht bekannt ist, tut das.',
    ),
    remedy: remedy(
      'Setze HTTPS_PROXY und AWS_CA_BUNDLE wie für die AWS CLI, dann',
      'rolekeeper doctor',
    ),
  }),
  timeout: (failure, voice) => ({
    title: `${failure.host} hat nicht innerhalb von ${seconds(failure.afterMs)} geantwortet`,
    detail:
      throughProxy(failure.host, failure.proxy) ??
      'Das Netz ist sehr langsam, oder etwas auf dem Weg verwirft die Verbindung.',
    remedy: remedy('Prüfe Netz, VPN und Proxyserver, dann', voice.call('assume', voice.roleName)),
  }),
} satisfies Partial<Words['failures']>;
