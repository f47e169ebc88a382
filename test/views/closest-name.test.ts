import { describe, expect, it } from 'vitest';
import { closestName } from '../../src/views/closest-name.ts';

describe('the suggested name', () => {
  it('is the nearest known one', () => {
    expect(closestName('new-profle', ['new-profile', 'old-profile'])).toBe('new-profile');
    expect(closestName('assum', ['keep', 'assume'])).toBe('assume');
    expect(closestName('CLIENT-S3', ['client-s3'])).toBe('client-s3');
  });

  it('is absent if nothing is near', () => {
    expect(closestName('prod', ['staging', 'sandbox'])).toBeNull();
    expect(closestName('x', [])).toBeNull();
  });
});
