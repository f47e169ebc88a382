/** A role in settings.json of version 0.1.0 with only the required fields. */
export const minimalOldRole = {
  id: '0123456789ab',
  name: 'client-s3',
  roleArn: 'arn:aws:iam::123456789012:role/MyApp/MyS3Access',
  sourceProfile: 'default',
  targetProfile: 'client-s3',
  roleSessionName: 'FirstSession',
  durationSeconds: 3600,
};

/** A role in settings.json of version 0.1.0 with all optional fields too. */
export const fullOldRole = {
  ...minimalOldRole,
  id: 'ba9876543210',
  name: 'whole',
  targetProfile: 'whole',
  externalId: 'Id-1',
  mfaSerial: 'arn:aws:iam::123456789012:mfa/me',
  region: 'eu-west-1',
  endpoint: 'http://127.0.0.1:4566',
  mfa: 'each-time',
  tags: [{ key: 'team', value: '' }],
  transitiveTagKeys: ['team'],
  sourceIdentity: 'me',
  policy: '{}',
  policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  group: 'clients',
  pinned: true,
};
