import { STSClient } from '@aws-sdk/client-sts';
import type { Exchange } from './exchange.ts';
import { FIXED_SETTINGS } from './fixed-settings.ts';
import type { SdkResponse, SdkOptions, SdkRequest } from './sdk-request.ts';

/** The settings that differ between two clients of the SDK. */
export interface ClientSettings {
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
  /**
   * STS's time minus the time of `Date`, in ms. The SDK signs requests with the time of `Date` plus
   * this offset.
   */
  readonly clockOffsetMs: number;
}

/** Options for `client.send`, with the exchange that sends the request. */
export interface CallOptions extends SdkOptions {
  readonly exchange: Exchange;
}

interface CachedClient {
  readonly settings: ClientSettings;
  readonly client: STSClient;
}

/**
 * Returns a function that returns the last client again if the settings are the same, and otherwise
 * creates one. The reference to the last client is weak, because a client contains secrets.
 */
export function sharedClients(): (settings: ClientSettings) => STSClient {
  let last: WeakRef<CachedClient> | null = null;
  return (settings) => {
    const cached = last?.deref();
    if (cached !== undefined && hasSettings(cached, settings)) return cached.client;
    const client = clientFor(settings);
    last = new WeakRef({ settings, client });
    return client;
  };
}

/**
 * True if the client still has the wanted settings. The SDK changes a client's clock if an answer
 * shows another time.
 */
function hasSettings({ settings, client }: CachedClient, wanted: ClientSettings): boolean {
  const keys = Object.keys(wanted) as readonly (keyof ClientSettings)[];
  const isSame = keys.every((key) => settings[key] === wanted[key]);
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
      handle: (request: SdkRequest, callOptions?: CallOptions): Promise<SdkResponse> => {
        if (callOptions === undefined) throw new Error('the call has no exchange');
        return callOptions.exchange.handle(request);
      },
    },
  });
}
