import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleAddress, isWithConsole } from '../../../src/core/aws-config/console-address.ts';
import { partitionOf } from '../../../src/core/aws-config/partition.ts';
import { anyCharacter } from '../../support/any-character.ts';

function partition(id: string) {
  const found = partitionOf(`arn:${id}:iam::123456789012:role/x`);
  if (found === null || !isWithConsole(found)) throw new Error(`no console in ${id}`);
  return found;
}

describe('the address of a console page', () => {
  it.each([
    ['aws', null, null, 'https://console.aws.amazon.com/console/home'],
    [
      'aws',
      null,
      'eu-central-1',
      'https://eu-central-1.console.aws.amazon.com/console/home?region=eu-central-1',
    ],
    [
      'aws',
      's3',
      'eu-central-1',
      'https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1',
    ],
    ['aws', 'iam', 'eu-central-1', 'https://console.aws.amazon.com/iam/home?region=eu-central-1'],
    [
      'aws',
      'dynamodb',
      'us-east-1',
      'https://us-east-1.console.aws.amazon.com/dynamodbv2/home?region=us-east-1',
    ],
    [
      'aws',
      'a-new-service',
      'us-east-1',
      'https://us-east-1.console.aws.amazon.com/a-new-service/home?region=us-east-1',
    ],
    [
      'aws',
      'constructor',
      'us-east-1',
      'https://us-east-1.console.aws.amazon.com/constructor/home?region=us-east-1',
    ],
    [
      'aws-cn',
      'ec2',
      'cn-north-1',
      'https://cn-north-1.console.amazonaws.cn/ec2/home?region=cn-north-1',
    ],
    [
      'aws-us-gov',
      'lambda',
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/lambda/home?region=us-gov-west-1',
    ],
    [
      'aws-eusc',
      'cloudwatch',
      'eusc-de-east-1',
      'https://eusc-de-east-1.console.amazonaws-eusc.eu/cloudwatch/home?region=eusc-de-east-1',
    ],
  ])(
    'is built from the partition %s, the service %s and the region %s',
    (id, service, region, address) => {
      expect(consoleAddress(partition(id), service, region)).toEqual({ ok: true, value: address });
    },
  );

  it.each([
    '',
    '..',
    '../..',
    '@evil.example',
    '//evil.example',
    's3/../iam',
    's3?x',
    's3#x',
    'S3',
    's3\r\nX: y',
    's3%2f',
    'ſ3',
    'аws',
    '-s3',
    'a'.repeat(64),
  ])('cannot have the service %j', (service) => {
    expect(consoleAddress(partition('aws'), service, null)).toMatchObject({
      ok: false,
      failure: { kind: 'field-invalid', field: 'service', rule: { kind: 'characters' } },
    });
  });

  it.each([
    '',
    '..',
    'evil.example/',
    'eu-central-1.evil.example',
    'eu-central-1@x',
    'cn-north-1',
    'EU-CENTRAL-1',
    'eu-central-1\n',
    'eu-central-1#',
  ])('cannot have the region %j in the partition aws', (region) => {
    expect(consoleAddress(partition('aws'), null, region)).toMatchObject({
      ok: false,
      failure: { kind: 'field-invalid', field: 'region', rule: { kind: 'region' } },
    });
  });

  it('is on the console host of its partition, whatever the service and the region are', () => {
    const part = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 20 }),
      fc.stringMatching(/^[a-z0-9./@:?#%\\&=\r\n-]{0,20}$/),
      fc.constantFrom('s3', 'eu-central-1', 'us-gov-west-1', 'toString', '__proto__'),
    );
    const id = fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-eusc');
    fc.assert(
      fc.property(id, fc.option(part), fc.option(part), (of, service, region) => {
        const { consoleHost } = partition(of);
        const address = consoleAddress(partition(of), service, region);
        if (!address.ok) return;
        const parsed = new URL(address.value);
        expect(parsed.href).toBe(address.value);
        expect(parsed.protocol).toBe('https:');
        expect(parsed.username + parsed.password + parsed.port + parsed.hash).toBe('');
        expect([consoleHost, `${region ?? ''}.${consoleHost}`]).toContain(parsed.host);
        expect(parsed.pathname).toMatch(/^\/[a-z0-9/-]+$/);
      }),
      { numRuns: 500 },
    );
  });
});
