import type { Transport, Wire, WireAnswer, WireRequest } from './transport.ts';

/** What the SDK's clients of Identity Center, sign-in and web identity send their requests with: the same way out as STS's. */
export class RequestHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #transport: Transport;
  readonly #wire: Wire;
  /** The last request that found no answer: the providers keep only its words. */
  unanswered: { readonly error: unknown; readonly host: string } | null = null;

  constructor(transport: Transport, wire: Wire) {
    this.#transport = transport;
    this.#wire = wire;
  }

  async handle(request: WireRequest): Promise<WireAnswer> {
    try {
      const answer = await this.#transport.send(request, this.#wire);
      this.unanswered = null;
      return answer;
    } catch (error) {
      this.unanswered = { error, host: request.hostname };
      throw error;
    }
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
