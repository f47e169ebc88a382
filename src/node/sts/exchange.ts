import { isAwsStsHost } from '../../core/aws-config/partition.ts';
import { measureClockOffset } from './clock-offset.ts';
import type { Transport } from './transport.ts';
import type { SendOptions, SdkResponse, SdkRequest } from './sdk-request.ts';

/**
 * The error if an answer is not from STS. It can come from a captive portal or from a proxy that
 * needs a password.
 */
export class NotSts extends Error {
  override readonly name = 'NotSts';
}

/** The answer as it was received. The SDK may parse it differently. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly requestId: string | null;
  readonly clockOffsetMs: number | null;
}

/**
 * Sends the request of one call, and records the status, text, request ID and server's clock of
 * every answer of STS, even of an error. Throws `NotSts` and records nothing if the answer is not
 * STS's XML.
 */
export class Exchange {
  readonly #transport: Transport;
  readonly #sendOptions: SendOptions;
  readonly #now: () => number;
  readonly #knownOffsetMs: number;
  host = '';
  /** True if the call went to AWS's own STS over TLS. */
  atAws = false;
  answer: Answer | null = null;
  /** The proxy that the request used. */
  proxy: string | null = null;

  constructor(options: {
    transport: Transport;
    sendOptions: SendOptions;
    now: () => number;
    knownOffsetMs: number;
  }) {
    this.#transport = options.transport;
    this.#sendOptions = options.sendOptions;
    this.#now = options.now;
    this.#knownOffsetMs = options.knownOffsetMs;
  }

  async handle(request: SdkRequest): Promise<SdkResponse> {
    this.host = request.hostname;
    const { protocol, port } = request;
    this.atAws = protocol === 'https:' && (port ?? 443) === 443 && isAwsStsHost(this.host);
    const sentAt = this.#now();
    let receivedAt = sentAt;
    const onAnswer = (): void => {
      receivedAt = this.#now();
    };
    const onProxy = (proxy: string | null): void => {
      this.proxy = proxy;
    };
    const { response } = await this.#transport.send(request, {
      ...this.#sendOptions,
      onAnswer,
      onProxy,
    });
    const { statusCode: status, headers } = response;
    const text = (response.body as Buffer).toString('utf8');
    if (status < 200 || (status >= 300 && status < 400) || status === 407 || !isStsXml(text)) {
      throw new NotSts(
        `HTTP ${status} with ${kindOf(headers['content-type'])} instead of STS's XML`,
      );
    }
    const date = headers['date'];
    this.answer = {
      status,
      text,
      requestId: requestIdIn(headers['x-amzn-requestid'] ?? textOf(text, 'RequestId')),
      clockOffsetMs:
        date === undefined
          ? null
          : measureClockOffset({ sentAt, receivedAt, date }, this.#knownOffsetMs),
    };
    return { response };
  }
}

/**
 * True if the text starts with a root element of the query protocol, or with the plain `<Error>` of
 * S3-compatible servers that offer an STS.
 */
function isStsXml(text: string): boolean {
  return /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?<(?:\w+Response|Response|Error|\w+Exception)[\s/>]/.test(
    text,
  );
}

/**
 * Returns the text of the first element with this name, with decoded entities. Returns null if
 * there is none.
 */
export function textOf(xml: string, element: string): string | null {
  const [, behind = ''] = xml.split(`<${element}>`, 2);
  const [text, end = ''] = behind.split('<', 2);
  if (text === undefined || !end.startsWith(`/${element}>`)) return null;
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&(?:apos|#39);/g, "'")
    .replace(/&#(\d+);/g, (_, code: string) =>
      String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
    .replace(/&amp;/g, '&');
}

/**
 * Returns the text if it can be a request ID, otherwise null. Request IDs are stored, shown and
 * exported, so they must contain no other text.
 */
function requestIdIn(text: string | null): string | null {
  return text !== null && /^[\w-]{1,128}$/.test(text) ? text : null;
}

function kindOf(contentType: string | undefined): string {
  return /^[\w.+-]+\/[\w.+-]+/.exec(contentType ?? '')?.[0] ?? 'no content type';
}
