import type { Clock } from '../../core/ports.ts';
import type { Failure } from '../../core/failure.ts';
import { readCaBundle } from './certificate-authorities.ts';
import { DEADLINE_MS, GivenUp, withinDeadline } from './deadline.ts';
import { stsErrorOf, type Trouble } from './sts-error.ts';
import {
  createTransport,
  type Transport,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from './transport.ts';
import { caBundleOf, type NetworkSettings } from './network-settings.ts';

/**
 * The request handler for the SDK's clients of Identity Center, sign-in and web identity. Uses the
 * same transport as STS.
 */
export class RequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #transport: Transport;
  readonly #wire: Wire;
  readonly #clock: Clock;
  /** The last unanswered request, because the SDK's providers keep only an error's message. */
  #unanswered: Pick<Trouble, 'error' | 'host' | 'givenUp'> | null = null;

  constructor(transport: Transport, wire: Wire, clock: Clock) {
    this.#clock = clock;
    this.#transport = transport;
    this.#wire = wire;
  }

  async handle(request: WireRequest): Promise<WireAnswer> {
    const { control, end } = withinDeadline(this.#clock, this.#wire.abortSignal);
    try {
      const answer = await this.#transport.send(request, {
        ...this.#wire,
        abortSignal: control.signal,
      });
      this.#unanswered = null;
      return answer;
    } catch (error) {
      const givenUp = control.signal.reason instanceof GivenUp ? control.signal.reason : null;
      this.#unanswered = { error, host: request.hostname, givenUp };
      throw error;
    } finally {
      end();
    }
  }

  /** Why the last request got no answer; null if it got one. */
  noAnswer(): Failure | null {
    if (this.#unanswered === null) return null;
    const {
      code,
      host,
      proxy = '',
      trouble,
    } = stsErrorOf({ ...this.#unanswered, answer: null, secrets: [] });
    if (this.#unanswered.givenUp !== null) return { kind: 'timeout', host, afterMs: DEADLINE_MS };
    if (trouble === 'proxy') return { kind: 'network-proxy', code, proxy };
    if (trouble === 'connection' || trouble === 'timeout') return { kind: 'network', code, host };
    return trouble === 'intercepted' ? { kind: 'network-intercepted', reason: code, host } : null;
  }

  /** The SDK requires these of every handler; the settings are the transport's. */
  updateHttpClientConfig(): void {
    // The transport's settings do not change.
  }

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  destroy(): void {
    // The transport's connections outlive the client.
  }
}

/**
 * Gives `work` a handler with its own connections, which end with it. Throws if the certificates
 * cannot be read.
 */
export async function withRequestHandler<T>(
  {
    way,
    caBundle,
    clock,
    signal = new AbortController().signal,
  }: {
    readonly way: NetworkSettings;
    readonly caBundle: string | null;
    readonly clock: Clock;
    /** Ends all requests. Each also has its own deadline. */
    readonly signal?: AbortSignal;
  },
  work: (handler: RequestHandler) => Promise<T>,
): Promise<T> {
  const bundle = caBundleOf(way, caBundle);
  const transport = createTransport();
  try {
    const certificates = bundle === null ? null : await readCaBundle(bundle);
    const wire = {
      abortSignal: signal,
      ownConnection: false,
      env: way.env,
      caBundle: certificates,
    };
    return await work(new RequestHandler(transport, wire, clock));
  } finally {
    transport.reset();
  }
}
