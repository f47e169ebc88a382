import { STSClient } from '@aws-sdk/client-sts';
import type { Exchange } from './exchange.ts';
import { FIXED_SETTINGS } from './fixed-settings.ts';
import type { SdkResponse, SdkOptions, SdkRequest } from './sdk-request.ts';

/** Everything that differs between two clients of the SDK. */
export interface ClientSettings {
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  /** The SDK signs with Date; this corrects it to the clock of the port, in ms. */
  readonly clockOffsetMs: number;
}

/** Sends one call. Give it to `client.send`. */
export interface SentBy extends SdkOptions {
  readonly exchange: Exchange;
}

interface CachedClient {
  readonly settings: ClientSettings;
  readonly client: STSClient;
}

/**
 * Returns a client for calls with these settings. Roles of one source share it, because the SDK
 * takes 0.1 ms to make one. Only the last one is kept, weakly: it contains secrets.
 */
export function sharedClients(): (settings: ClientSettings) => STSClient {
  let last: WeakRef<CachedClient> | null = null;
  return (settings) => {
    const made = last?.deref();
    if (made !== undefined && isFor(made, settings)) return made.client;
    const client = clientFor(settings);
    last = new WeakRef({ settings, client });
    return client;
  };
}

/** The SDK changes a client's clock after an answer with another time. */
function isFor({ settings: made, client }: CachedClient, wanted: ClientSettings): boolean {
  const keys = Object.keys(wanted) as readonly (keyof ClientSettings)[];
  const isSame = keys.every((key) => made[key] === wanted[key]);
  return isSame && client.config.systemClockOffset === wanted.clockOffsetMs;
}

function clientFor(settings: ClientSettings): STSClient {
  const { url, region, accessKeyId, secretAccessKey, sessionToken, clockOffsetMs } = settings;
  return new STSClient({
    ...FIXED_SETTINGS,
    region,
    endpoint: url,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    useGlobalEndpoint: false,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken === undefined ? {} : { sessionToken }),
    },
    systemClockOffset: clockOffsetMs,
    requestHandler: {
      metadata: { handlerProtocol: 'http/1.1' },
      handle: (request: SdkRequest, sentBy?: SentBy): Promise<SdkResponse> => {
        if (sentBy === undefined) throw new Error('a call without its exchange');
        return sentBy.exchange.handle(request);
      },
    },
  });
}
