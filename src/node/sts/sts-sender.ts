import type { STSClient } from '@aws-sdk/client-sts';
import { configuredEndpoint } from '../../core/aws-config/configured-endpoint.ts';
import type { Profiles } from '../../core/aws-config/profiles.ts';
import {
  namedStsEndpoint,
  type StsEndpoint,
  stsEndpoint,
} from '../../core/aws-config/sts-endpoint.ts';
import { stsVariant } from '../../core/aws-config/sts-settings.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Caller, StsAnswer } from '../../core/ports/sts.ts';
import { readCaBundle } from './certificate-authorities.ts';
import { RequestAborted, withinDeadline } from './deadline.ts';
import { Exchange } from './exchange.ts';
import { caBundleOf, type NetworkSettings } from './network-settings.ts';
import { type CallOptions, sharedClients } from './shared-clients.ts';
import { stsErrorOf } from './sts-error.ts';
import { createTransport } from './transport.ts';

/** The settings from the files and the environment that decide where a call goes. */
export interface CallSettings {
  readonly profile: string;
  readonly roleProfile: string;
  readonly profiles: Profiles;
  readonly network: NetworkSettings;
  readonly honourConfiguredEndpoints: boolean;
}

/** Sends calls to STS. Adds the request ID and the clock offset to each answer. */
export class StsSender {
  readonly #clock: Clock;
  readonly #transport: ReturnType<typeof createTransport>;
  readonly #clientFor = sharedClients();
  readonly #inFlight = new Set<AbortController>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#transport = createTransport(clock);
  }

  /** A request with an MFA code (`tokenCode` is not null) gets a connection of its own. */
  async send<T>(
    caller: Caller,
    callSettings: CallSettings,
    tokenCode: string | null,
    send: (client: STSClient, callOptions: CallOptions, isAws: () => boolean) => Promise<T>,
  ): Promise<StsAnswer<T>> {
    const { control, end } = withinDeadline(this.#clock);
    this.#inFlight.add(control);
    const { accessKeyId, secretAccessKey, sessionToken } = caller.credentials;
    let exchange: Exchange | null = null;
    try {
      const { url, signingRegion } = endpointOf(caller, callSettings);
      const bundlePath = bundleOf(callSettings);
      exchange = new Exchange({
        transport: this.#transport,
        now: () => this.#clock.now(),
        knownOffsetMs: caller.clockOffsetMs,
        sendOptions: {
          abortSignal: control.signal,
          ownConnection: tokenCode !== null,
          network: callSettings.network,
          caBundle: bundlePath === null ? null : await readCaBundle(bundlePath),
        },
      });
      const client = this.#clientFor({
        url,
        region: signingRegion,
        accessKeyId,
        secretAccessKey,
        sessionToken,
        clockOffsetMs: caller.clockOffsetMs + Math.round(this.#clock.now() - Date.now()),
      });
      const callOptions: CallOptions = { exchange };
      // Only the transport gets the signal. If the SDK had it too, the SDK would reject before the
      // transport reports the reason.
      const value = await send(client, callOptions, () => callOptions.exchange.atAws);
      const { requestId, clockOffsetMs } = exchange.answer ?? {
        requestId: null,
        clockOffsetMs: null,
      };
      const { atAws } = exchange;
      return {
        ok: true,
        value,
        requestId,
        clockOffsetMs: clockOffsetMs ?? caller.clockOffsetMs,
        atAws,
      };
    } catch (error) {
      const reason: unknown = control.signal.reason;
      const answer = exchange?.answer ?? null;
      return {
        ok: false,
        error: stsErrorOf({
          error,
          answer,
          host: exchange?.host ?? '',
          proxy: exchange?.proxy ?? null,
          aborted: reason instanceof RequestAborted ? reason : null,
          secrets: [secretAccessKey, sessionToken, tokenCode ?? undefined],
        }),
        atAws: exchange?.atAws ?? false,
        requestId: answer?.requestId ?? null,
        clockOffsetMs: answer?.clockOffsetMs ?? null,
      };
    } finally {
      end();
      this.#inFlight.delete(control);
    }
  }

  /** Cancels the running calls and closes all connections. */
  reset(): void {
    for (const control of this.#inFlight)
      control.abort(new RequestAborted('the network has changed'));
    this.#transport.reset();
  }
}

function endpointOf(
  { endpoint, region }: Caller,
  { profile, roleProfile, profiles, network, honourConfiguredEndpoints }: CallSettings,
): StsEndpoint {
  const configured = honourConfiguredEndpoints
    ? configuredEndpoint(profile, profiles, network.env)
    : null;
  const chosen = endpoint ?? configured;
  return chosen === null
    ? stsEndpoint(region, stsVariant(roleProfile, profiles, network.env))
    : namedStsEndpoint(chosen, region);
}

function bundleOf({ profile, roleProfile, profiles, network }: CallSettings): string | null {
  const ofProfile = profiles.get(roleProfile)?.caBundle ?? profiles.get(profile)?.caBundle;
  return caBundleOf(network, ofProfile ?? null);
}
