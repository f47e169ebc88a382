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

const config = (leaf: string | null, hop: string | null) => `[profile alice]
region = eu-central-1
${leaf === null ? '' : `endpoint_url = ${leaf}`}
[profile hop]
role_arn = arn:aws:iam::111122223333:role/Hop
source_profile = alice
mfa_serial = ${serial}
${hop === null ? '' : `endpoint_url = ${hop}`}
`;

const credentials = `[alice]\naws_access_key_id = AKIAALICE00000000001\naws_secret_access_key = alice/secret\n`;
const endpoint = fc.constantFrom(
  null,
  evil,
  'https://other.example',
  'https://sts.eu-west-1.amazonaws.com',
);

describe('an MFA code', () => {
  it('is sent only to the host that its request names, whatever endpoint each hop has', async () => {
    await fc.assert(
      fc.asyncProperty(
        endpoint,
        endpoint,
        endpoint,
        fc.boolean(),
        async (leaf, hop, own, direct) => {
          const machine = new CoreMachine({ credentials });
          machine.config.set(config(leaf, hop));
          machine.sts.mfaCodes.add('123456');
          const sent: (string | null)[] = [];
          const { sts } = machine;
          const real = sts.getSessionToken.bind(sts);
          sts.getSessionToken = (caller, request) => {
            // If the core names no endpoint, the STS client resolves it from the profile.
            const profiles = readProfiles({ config: config(leaf, hop), credentials });
            const configured = configuredEndpoint(caller.profile ?? '', profiles, {});
            sent.push(hostOfOtherSts(caller.endpoint ?? configured ?? undefined));
            return real(caller, request);
          };
          const one = await machine.start('nothing');
          const role = await one.add({
            name: 'client',
            sourceProfile: direct ? 'alice' : 'hop',
            ...(direct ? { mfaSerial: serial } : {}),
            ...(own === null ? {} : { endpoint: own }),
          });
          const assumed = await one.done(
            one.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }),
          );
          expect(assumed).toMatchObject({ ok: false, failure: { kind: 'mfa-needed' } });
          const [request] = one.app.state().mfaRequests;
          await one.done(
            one.app.api.mfa.submit({ mfaRequestId: request?.id ?? '', code: '123456' }),
          );
          expect(sent).toEqual([request?.host]);
          if (direct) expect(request?.host).toBe(hostOfOtherSts(own ?? leaf ?? undefined));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is requested with the host in the prompt and in the notice, and without a host for AWS', async () => {
    const machine = new CoreMachine({ credentials });
    machine.config.set(config(null, null));
    const one = await machine.start('nothing');
    for (const own of [undefined, evil]) {
      const more = own === undefined ? {} : { endpoint: own };
      const name = own === undefined ? 'aws' : 'other';
      const role = await one.add({ name, sourceProfile: 'alice', mfaSerial: serial, ...more });
      await one.done(one.app.api.session.assume({ roleId: role.id, keep: false, takeOver: false }));
    }
    const hosts = one.app.state().mfaRequests.map(({ host }) => host);
    expect(hosts).toEqual([null, 'sts.evil.example:8443']);
    const { shown } = noticesOf({ ...one.app.state(), mfaRequests: [] }, one.app.state(), {
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
