import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configuredEndpoint } from '../../../src/core/aws-config/configured-endpoint.ts';
import { readProfiles } from '../../../src/core/aws-config/profiles.ts';
import { hostOfOtherSts } from '../../../src/core/aws-config/sts-clock-name.ts';
import { noticesOf } from '../../../src/views/notices/notices.ts';
import { en } from '../../../src/views/words/en.ts';
import { CoreMachine } from '../../support/core-harness.ts';

const serial = 'arn:aws:iam::111122223333:mfa/alice';
const evil = 'https://sts.evil.example:8443/path';

/** Profile `alice` has access keys, and profile `hop` assumes a role with them. */
const config = (aliceEndpoint: string | null, hopEndpoint: string | null) => `[profile alice]
region = eu-central-1
${aliceEndpoint === null ? '' : `endpoint_url = ${aliceEndpoint}`}
[profile hop]
role_arn = arn:aws:iam::111122223333:role/Hop
source_profile = alice
mfa_serial = ${serial}
${hopEndpoint === null ? '' : `endpoint_url = ${hopEndpoint}`}
`;

const credentials = `[alice]\naws_access_key_id = AKIAALICE00000000001\naws_secret_access_key = alice/secret\n`;
const endpoint = fc.constantFrom(
  null,
  evil,
  'https://other.example',
  'https://sts.eu-west-1.amazonaws.com',
);

describe('an MFA code', () => {
  it('is sent only to the host that the MFA request names, whichever endpoints are set', async () => {
    await fc.assert(
      fc.asyncProperty(
        endpoint,
        endpoint,
        endpoint,
        fc.boolean(),
        async (aliceEndpoint, hopEndpoint, roleEndpoint, usesAlice) => {
          const machine = new CoreMachine({ credentials });
          machine.config.set(config(aliceEndpoint, hopEndpoint));
          machine.sts.mfaCodes.add('123456');
          const hostsOfCodes: (string | null)[] = [];
          const { sts } = machine;
          const real = sts.getSessionToken.bind(sts);
          sts.getSessionToken = (caller, request) => {
            // If the core names no endpoint, the STS client resolves it from the profile.
            const profiles = readProfiles({
              config: config(aliceEndpoint, hopEndpoint),
              credentials,
            });
            const configured = configuredEndpoint(caller.profile ?? '', profiles, {});
            hostsOfCodes.push(hostOfOtherSts(caller.endpoint ?? configured ?? undefined));
            return real(caller, request);
          };
          const app = await machine.start('nothing');
          const role = await app.add({
            name: 'client',
            sourceProfile: usesAlice ? 'alice' : 'hop',
            ...(usesAlice ? { mfaSerial: serial } : {}),
            ...(roleEndpoint === null ? {} : { endpoint: roleEndpoint }),
          });
          const assumed = await app.done(
            app.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }),
          );
          expect(assumed).toMatchObject({ ok: false, failure: { kind: 'mfa-needed' } });
          const [request] = app.app.state().mfaRequests;
          await app.done(
            app.app.api.mfa.submit({ mfaRequestId: request?.id ?? '', code: '123456' }),
          );
          expect(hostsOfCodes).toEqual([request?.host]);
          if (usesAlice)
            expect(request?.host).toBe(hostOfOtherSts(roleEndpoint ?? aliceEndpoint ?? undefined));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is requested by a prompt and a notice that name the host, unless the host is AWS', async () => {
    const machine = new CoreMachine({ credentials });
    machine.config.set(config(null, null));
    const app = await machine.start('nothing');
    for (const roleEndpoint of [undefined, evil]) {
      const more = roleEndpoint === undefined ? {} : { endpoint: roleEndpoint };
      const name = roleEndpoint === undefined ? 'aws' : 'other';
      const role = await app.add({ name, sourceProfile: 'alice', mfaSerial: serial, ...more });
      await app.done(app.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }));
    }
    const hosts = app.app.state().mfaRequests.map(({ host }) => host);
    expect(hosts).toEqual([null, 'sts.evil.example:8443']);
    const { shown } = noticesOf({ ...app.app.state(), mfaRequests: [] }, app.app.state(), {
      words: en,
      formatTime: String,
    });
    const bodies = shown.map(({ body }) => body);
    expect(bodies.filter((body) => body.includes('sts.evil.example:8443'))).toHaveLength(1);
    const facts = { serial, sourceProfile: 'alice', from: null };
    expect(en.commandLine.askCode({ ...facts, host: 'sts.evil.example:8443' })).toContain(
      'sent to sts.evil.example:8443',
    );
    expect(en.commandLine.askCode({ ...facts, host: null })).not.toContain('sent to');
  });
});
