import { describe, expect, it } from 'vitest';
import { namedStsEndpoint } from '../../../src/core/aws-config/sts-endpoint.ts';

describe('the signing region', () => {
  it.each([
    ['https://sts.amazonaws.com', 'us-east-1'],
    ['https://STS.AMAZONAWS.COM./', 'us-east-1'],
    ['https://sts.eu-central-1.amazonaws.com', 'eu-central-1'],
    ['https://sts-fips.us-west-2.amazonaws.com', 'us-west-2'],
    ['https://sts.us-gov-west-1.api.aws', 'us-gov-west-1'],
    ['https://vpce-0a1b-x9y8.sts.eu-west-3.vpce.amazonaws.com', 'eu-west-3'],
    ['http://127.0.0.1:4566', 'sa-east-1'],
    ['https://sts.example.com', 'sa-east-1'],
    ['https://sts.eu-west-1.example.com', 'sa-east-1'],
  ])('for the endpoint %s is %s', (url, signingRegion) => {
    expect(namedStsEndpoint(url, 'sa-east-1')).toEqual({ url, signingRegion });
  });
});
