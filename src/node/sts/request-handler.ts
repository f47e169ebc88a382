import type { Clock } from '../../core/ports/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { noAnswerOf } from '../../core/sts/failure-from-sts.ts';
import { readCaBundle } from './certificate-authorities.ts';
import { DEADLINE_MS, RequestAborted, withinDeadline } from './deadline.ts';
import { stsErrorOf, type FailedCall } from './sts-error.ts';
import { createTransport, type Transport } from './transport.ts';
import type { SendOptions, SdkResponse, SdkRequest } from './sdk-request.ts';
import { caBundleOf, type NetworkSettings } from './network-settings.ts';

/**
 * The request handler for the SDK's clients of Identity Center, sign-in and web identity. It sends
 * requests in the same way as the calls of STS.
 */
export class RequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #transport: Transport;
  readonly #sendOptions: SendOptions;
  readonly #clock: Clock;
  /**
   * The last request if it got no answer. It is kept here, because the SDK's providers keep only
   * the message of an error.
   */
  #unanswered: Pick<FailedCall, 'error' | 'host' | 'proxy' | 'aborted'> | null = null;

  constructor(transport: Transport, sendOptions: SendOptions, clock: Clock) {
    this.#clock = clock;
    this.#transport = transport;
    this.#sendOptions = sendOptions;
  }

  async handle(request: SdkRequest): Promise<SdkResponse> {
    const { control, end } = withinDeadline(this.#clock, this.#sendOptions.abortSignal);
    let proxy: string | null = null;
    try {
      const answer = await this.#transport.send(request, {
        ...this.#sendOptions,
        abortSignal: control.signal,
        onProxy: (by) => {
          proxy = by;
        },
      });
      this.#unanswered = null;
      return answer;
    } catch (error) {
      const aborted =
        control.signal.reason instanceof RequestAborted ? control.signal.reason : null;
      this.#unanswered = { error, host: request.hostname, proxy, aborted };
      throw error;
    } finally {
      end();
    }
  }

  /** Returns a handler that uses the same connections, but remembers only its own requests. */
  sibling(): RequestHandler {
    return new RequestHandler(this.#transport, this.#sendOptions, this.#clock);
  }

  /** Returns why the last request got no answer, or null if it got one. */
  noAnswerFailure(): Failure | null {
    if (this.#unanswered === null) return null;
    const error = stsErrorOf({ ...this.#unanswered, answer: null, secrets: [] });
    const { code, host, trouble } = error;
    if (trouble === 'intercepted') return { kind: 'network-intercepted', reason: code, host };
    const isLate = this.#unanswered.aborted !== null || trouble !== 'timeout';
    return noAnswerOf(isLate ? error : { ...error, trouble: 'connection' }, DEADLINE_MS);
  }

  /**
   * The SDK requires this method and the following ones. They do nothing, because the transport has
   * its own settings.
   */
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
 * Calls `work` with a handler that has its own connections, and closes them when `work` ends.
 * Throws if the file of certificates cannot be read.
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
    /** Aborts all requests. Each request also has its own deadline. */
    readonly signal?: AbortSignal;
  },
  work: (handler: RequestHandler) => Promise<T>,
): Promise<T> {
  const bundle = caBundleOf(network, caBundle);
  const transport = createTransport(clock);
  try {
    const certificates = bundle === null ? null : await readCaBundle(bundle);
    const sendOptions = {
      abortSignal: signal,
      ownConnection: false,
      network,
      caBundle: certificates,
    };
    return await work(new RequestHandler(transport, sendOptions, clock));
  } finally {
    transport.reset();
  }
}
