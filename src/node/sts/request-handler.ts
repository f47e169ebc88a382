import type { Clock } from '../../core/ports.ts';
import type { Failure } from '../../core/failure.ts';
import { noAnswerOf } from '../../core/sts/failure-from-sts.ts';
import { readCaBundle } from './certificate-authorities.ts';
import { DEADLINE_MS, GivenUp, withinDeadline } from './deadline.ts';
import { stsErrorOf, type Trouble } from './sts-error.ts';
import { createTransport, type Transport } from './transport.ts';
import type { Wire, WireAnswer, WireRequest } from './wire.ts';
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
  #unanswered: Pick<Trouble, 'error' | 'host' | 'proxy' | 'givenUp'> | null = null;

  constructor(transport: Transport, wire: Wire, clock: Clock) {
    this.#clock = clock;
    this.#transport = transport;
    this.#wire = wire;
  }

  async handle(request: WireRequest): Promise<WireAnswer> {
    const { control, end } = withinDeadline(this.#clock, this.#wire.abortSignal);
    let proxy: string | null = null;
    try {
      const answer = await this.#transport.send(request, {
        ...this.#wire,
        abortSignal: control.signal,
        onProxy: (by) => {
          proxy = by;
        },
      });
      this.#unanswered = null;
      return answer;
    } catch (error) {
      const givenUp = control.signal.reason instanceof GivenUp ? control.signal.reason : null;
      this.#unanswered = { error, host: request.hostname, proxy, givenUp };
      throw error;
    } finally {
      end();
    }
  }

  /** Returns a handler with the same connections, which knows only its own requests. */
  another(): RequestHandler {
    return new RequestHandler(this.#transport, this.#wire, this.#clock);
  }

  /** Why the last request got no answer; null if it got one. */
  noAnswer(): Failure | null {
    if (this.#unanswered === null) return null;
    const error = stsErrorOf({ ...this.#unanswered, answer: null, secrets: [] });
    const { code, host, trouble } = error;
    if (trouble === 'intercepted') return { kind: 'network-intercepted', reason: code, host };
    const isLate = this.#unanswered.givenUp !== null || trouble !== 'timeout';
    return noAnswerOf(isLate ? error : { ...error, trouble: 'connection' }, DEADLINE_MS);
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
    network,
    caBundle,
    clock,
    signal = new AbortController().signal,
  }: {
    readonly network: NetworkSettings;
    readonly caBundle: string | null;
    readonly clock: Clock;
    /** Ends all requests. Each also has its own deadline. */
    readonly signal?: AbortSignal;
  },
  work: (handler: RequestHandler) => Promise<T>,
): Promise<T> {
  const bundle = caBundleOf(network, caBundle);
  const transport = createTransport(clock);
  try {
    const certificates = bundle === null ? null : await readCaBundle(bundle);
    const wire = {
      abortSignal: signal,
      ownConnection: false,
      network,
      caBundle: certificates,
    };
    return await work(new RequestHandler(transport, wire, clock));
  } finally {
    transport.reset();
  }
}
