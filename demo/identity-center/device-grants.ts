import { randomBytes, randomInt, randomUUID } from 'node:crypto';

interface RegisteredClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Epoch seconds. */
  readonly clientSecretExpiresAt: number;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
}

/** The exception names of the AWS API. */
type OAuthRefusal =
  'AuthorizationPendingException' | 'AccessDeniedException' | 'InvalidGrantException';

/** OAuth's device authorization grant (RFC 8628): clients, the user's answers and tokens. */
export interface DeviceGrants {
  register(): RegisteredClient;
  isClient(clientId: unknown, clientSecret: unknown): boolean;
  begin(): { readonly deviceCode: string; readonly userCode: string };
  /** User codes that have no answer yet. */
  waiting(): readonly string[];
  /** Allows or denies a waiting device. Returns false if no device waits with this code. */
  answer(userCode: string, allow: boolean): boolean;
  /** Exchanges a device code for tokens. Each code works once. */
  redeem(deviceCode: unknown): Tokens | OAuthRefusal;
  refresh(refreshToken: unknown): Tokens | OAuthRefusal;
  /** Issues a token without a device. */
  issue(): Tokens;
  isValid(accessToken: string): boolean;
  /** Everything that must stay secret: tokens, device codes and client secrets. */
  secrets(): readonly string[];
  /** Ends one token, as a sign-out does. */
  end(accessToken: string): void;
  endAll(): void;
}

export interface GrantLengths {
  /** How long an access token lasts. */
  readonly tokenSeconds: number;
  /** How long a sign-in lasts, including all refreshes of its token. */
  readonly signInSeconds: number;
}

/** Creates the grants. `now` returns epoch ms. */
export function createDeviceGrants(
  { tokenSeconds, signInSeconds }: GrantLengths,
  now: () => number,
): DeviceGrants {
  const clients = new Map<string, string>();
  const devices = new Map<string, { readonly userCode: string; allowed: boolean | null }>();
  const tokens = new Map<string, number>();
  /** When the sign-in of each refresh token ends, in epoch ms. */
  const signInEnds = new Map<string, number>();
  const secrets: string[] = [];
  const secret = (): string => {
    const made = randomBytes(32).toString('base64url');
    secrets.push(made);
    return made;
  };

  function issue(signInEndsAt = now() + signInSeconds * 1000): Tokens {
    const [accessToken, refreshToken] = [secret(), secret()];
    const expiresAt = Math.min(now() + tokenSeconds * 1000, signInEndsAt);
    tokens.set(accessToken, expiresAt);
    signInEnds.set(refreshToken, signInEndsAt);
    return { accessToken, refreshToken, expiresIn: Math.floor((expiresAt - now()) / 1000) };
  }

  return {
    register() {
      const registered = { clientId: randomUUID(), clientSecret: secret() };
      clients.set(registered.clientId, registered.clientSecret);
      return { ...registered, clientSecretExpiresAt: Math.floor(now() / 1000) + 90 * 86_400 };
    },
    isClient: (clientId, clientSecret) =>
      typeof clientId === 'string' &&
      clients.has(clientId) &&
      clients.get(clientId) === clientSecret,
    begin() {
      const [deviceCode, userCode] = [secret(), `${letters(4)}-${letters(4)}`];
      devices.set(deviceCode, { userCode, allowed: null });
      return { deviceCode, userCode };
    },
    waiting: () =>
      [...devices.values()].flatMap(({ userCode, allowed }) =>
        allowed === null ? [userCode] : [],
      ),
    answer(code, allow) {
      const device = [...devices.values()].find(
        ({ userCode, allowed }) => userCode === code && allowed === null,
      );
      if (device !== undefined) device.allowed = allow;
      return device !== undefined;
    },
    redeem(deviceCode) {
      const device = typeof deviceCode === 'string' ? devices.get(deviceCode) : undefined;
      if (device === undefined) return 'InvalidGrantException';
      if (device.allowed === null) return 'AuthorizationPendingException';
      devices.delete(String(deviceCode));
      return device.allowed ? issue() : 'AccessDeniedException';
    },
    refresh(refreshToken) {
      const token = typeof refreshToken === 'string' ? refreshToken : '';
      const endsAt = signInEnds.get(token) ?? 0;
      signInEnds.delete(token);
      return endsAt > now() ? issue(endsAt) : 'InvalidGrantException';
    },
    issue: () => issue(),
    isValid: (accessToken) => (tokens.get(accessToken) ?? 0) > now(),
    secrets: () => secrets,
    end(accessToken) {
      tokens.delete(accessToken);
    },
    endAll() {
      tokens.clear();
      signInEnds.clear();
    },
  };
}

function letters(count: number): string {
  const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
  return Array.from({ length: count }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
