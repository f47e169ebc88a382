import { onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Caller } from '../../../src/core/ports/sts.ts';
import type { EmbeddedStsOptions } from '../../../demo/sts/embedded-sts.ts';
import { createSts } from '../../../src/node/sts/sts-client.ts';
import type { StsOptions } from '../../../src/node/sts/sts-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import type { StsUnderTest } from '../../contracts/sts.contract.ts';
import { ALICE, startSts } from '../../demo/sts-setup.ts';
import { MemoryAwsConfigFile } from '../../support/memory-config-file.ts';

export interface StsNetwork {
  readonly env?: StsOptions['env'];
  /** The path that the setting `caBundle` names. */
  readonly caBundle?: string;
  /** The system's proxies for every server. */
  readonly proxies?: readonly (string | null)[];
  readonly config?: string;
  readonly clock?: Clock;
  readonly honourConfiguredEndpoints?: boolean;
}

/** Starts a server and makes a client for it, whose connections end with the test. */
export async function stsUnderTest(
  network: StsNetwork = {},
  options: Partial<EmbeddedStsOptions> = {},
): Promise<StsUnderTest> {
  const server = await startSts(options);
  const { sts, clock } = client(network);
  return { server, sts, clock, caller: callerAt(server.url) };
}

export function client(network: StsNetwork = {}): Pick<StsUnderTest, 'sts' | 'clock'> {
  const { proxies, clock = systemClock } = network;
  const sts = createSts({
    env: network.env ?? {},
    networkSettings: () => ({
      env: network.env ?? {},
      caBundle: network.caBundle ?? null,
      ...(proxies === undefined ? {} : { systemProxy: () => Promise.resolve(proxies) }),
    }),
    clock,
    configFile: new MemoryAwsConfigFile(network.config ?? null),
    honourConfiguredEndpoints: network.honourConfiguredEndpoints ?? true,
  });
  onTestFinished(() => sts.reset());
  return { sts, clock };
}

export function callerAt(endpoint?: string): Caller {
  const { accessKeyId, secretAccessKey } = ALICE;
  return {
    credentials: { accessKeyId, secretAccessKey },
    region: 'eu-central-1',
    endpoint,
    clockOffsetMs: 0,
  };
}
