import { describe, expect, it } from 'vitest';
import { closestName } from '../../src/views/closest-name.ts';

describe('the suggested name', () => {
  it('is the known name with the fewest differences', () => {
    expect(closestName('new-profle', ['new-profile', 'old-profile'])).toBe('new-profile');
    expect(closestName('assum', ['keep', 'assume'])).toBe('assume');
    expect(closestName('CLIENT-S3', ['client-s3'])).toBe('client-s3');
  });

  it('is null if no known name is similar', () => {
    expect(closestName('prod', ['staging', 'sandbox'])).toBeNull();
    expect(closestName('x', [])).toBeNull();
  });
});
