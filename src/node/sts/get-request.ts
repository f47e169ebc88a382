import { HttpRequest } from '@smithy/core/protocols';

/** Returns a GET request for JSON. `more` adds headers or a query. */
export function getRequest(
  address: string,
  more: Pick<ConstructorParameters<typeof HttpRequest>[0], 'headers' | 'query'> = {},
): HttpRequest {
  const { protocol, hostname, port, pathname: path } = new URL(address);
  return new HttpRequest({
    ...more,
    protocol,
    hostname,
    path,
    ...(port === '' ? {} : { port: Number(port) }),
    method: 'GET',
    headers: { host: hostname, accept: 'application/json', ...more.headers },
  });
}
