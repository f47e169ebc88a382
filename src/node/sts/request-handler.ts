import type { Failure } from '../../core/failure.ts';
import { readCaBundle } from './certificate-authorities.ts';
import { stsErrorOf } from './sts-error.ts';
import {
  createTransport,
  type Transport,
  type Wire,
  type WireAnswer,
  type WireRequest,
} from './transport.ts';
import { caBundleOf, type NetworkSettings } from './network-settings.ts';

/** What the SDK's clients of Identity Center, sign-in and web identity send their requests with: the same way out as STS's. */
export class RequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #transport: Transport;
  readonly #wire: Wire;
  /** The last request that found no answer: the providers keep only its words. */
  #unanswered: { readonly error: unknown; readonly host: string } | null = null;

  constructor(transport: Transport, wire: Wire) {
    this.#transport = transport;
    this.#wire = wire;
  }

  async handle(request: WireRequest): Promise<WireAnswer> {
    try {
      const answer = await this.#transport.send(request, this.#wire);
      this.#unanswered = null;
      return answer;
    } catch (error) {
      this.#unanswered = { error, host: request.hostname };
      throw error;
    }
  }

  /** What kept the last request from an answer; null where it had one. */
  noAnswer(): Failure | null {
    if (this.#unanswered === null) return null;
    const { code, host, trouble } = stsErrorOf({
      ...this.#unanswered,
      answer: null,
      givenUp: null,
      secrets: [],
    });
    if (trouble === 'connection' || trouble === 'timeout') return { kind: 'network', code, host };
    return trouble === 'intercepted' ? { kind: 'network-intercepted', reason: code, host } : null;
  }

  /** The SDK asks for these of every handler; all settings are the transport's. */
  updateHttpClientConfig(): void {
    // Nothing is taken over.
  }

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  destroy(): void {
    // The transport's connections outlive the client.
  }
}

/** Lends a handler to a client of the SDK, on connections of its own that end with the work. Throws where the certificates cannot be read. */
export async function withRequestHandler<T>(
  {
    way,
    caBundle,
    signal,
  }: {
    readonly way: NetworkSettings;
    readonly caBundle: string | null;
    readonly signal: AbortSignal;
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
    return await work(new RequestHandler(transport, wire));
  } finally {
    transport.reset();
  }
}
