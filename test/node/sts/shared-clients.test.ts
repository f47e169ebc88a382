import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { HttpResponse } from '@smithy/core/protocols';
import { describe, expect, it } from 'vitest';
import { Exchange } from '../../../src/node/sts/exchange.ts';
import {
  type ClientSettings,
  type CallOptions,
  sharedClients,
} from '../../../src/node/sts/shared-clients.ts';
import type { Transport } from '../../../src/node/sts/transport.ts';

const settings: ClientSettings = {
  url: 'http://127.0.0.1:9',
  region: 'eu-central-1',
  accessKeyId: 'AKIAEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: undefined,
  clockOffsetMs: 0,
};

describe('a client of the AWS SDK', () => {
  it('is shared by calls with the same settings', () => {
    const clientFor = sharedClients();
    expect(clientFor({ ...settings })).toBe(clientFor({ ...settings }));
  });

  it.each<Partial<ClientSettings>>([
    { url: 'http://127.0.0.1:10' },
    { region: 'us-east-1' },
    { accessKeyId: 'AKIAOTHER' },
    { secretAccessKey: 'other' },
    { sessionToken: 'token' },
    { clockOffsetMs: 1 },
  ])('is not shared with calls whose settings differ in %j', (change) => {
    const clientFor = sharedClients();
    expect(clientFor(settings)).not.toBe(clientFor({ ...settings, ...change }));
  });

  it('is replaced after the SDK changed its clock offset', () => {
    const clientFor = sharedClients();
    const client = clientFor(settings);
    client.config.systemClockOffset = 3_600_000;
    const next = clientFor(settings);
    expect(next).not.toBe(client);
    expect(next.config.systemClockOffset).toBe(0);
  });

  it('gives each of several concurrent calls its own answer', async () => {
    const clientFor = sharedClients();
    const accounts = Array.from({ length: 8 }, (_, n) => String(111_111_111_110 + n));
    const answers = await Promise.all(
      accounts.map(async (account) => {
        const callOptions: CallOptions = { exchange: exchangeWith(answering(account)) };
        const { Account } = await clientFor(settings).send(
          new GetCallerIdentityCommand({}),
          callOptions,
        );
        return [Account, callOptions.exchange.answer?.requestId];
      }),
    );
    expect(answers).toEqual(accounts.map((account) => [account, `request-${account}`]));
  });
});

function exchangeWith(transport: Transport): Exchange {
  return new Exchange({
    transport,
    now: () => 0,
    knownOffsetMs: 0,
    sendOptions: {
      abortSignal: new AbortController().signal,
      ownConnection: false,
      network: { env: {}, systemProxy: () => Promise.resolve([]) },
      caBundle: null,
    },
  });
}

/** Returns a transport that puts this account into every answer. */
function answering(account: string): Transport {
  const xml = `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
    <GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/me</Arn><UserId>AIDA</UserId>
    <Account>${account}</Account></GetCallerIdentityResult>
    <ResponseMetadata><RequestId>request-${account}</RequestId></ResponseMetadata>
  </GetCallerIdentityResponse>`;
  return {
    send: () => {
      const answer = new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.from(xml) });
      return Promise.resolve({ response: answer });
    },
    reset: () => undefined,
  };
}
