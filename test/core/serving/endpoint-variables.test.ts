import { expect, it } from 'vitest';
import { environmentLines } from '../../../src/core/contract/environment.ts';
import { endpointVariables } from '../../../src/core/serving/endpoint-variables.ts';

const URL_OF_ROLE = 'http://127.0.0.1:4749/client-s3';

it.each([
  ['/home/me/role-a.token', '/home/me/role-a.token'],
  ['C:\\Users\\me\\role-a.token', 'C:/Users/me/role-a.token'],
  ['\\\\server\\home\\role-a.token', '//server/home/role-a.token'],
])('the path of a token file has forward slashes in a .env file: %s', (path, written) => {
  const { set } = endpointVariables(URL_OF_ROLE, { kind: 'file', path }, null);
  expect(environmentLines({ set, unset: [] }, 'dotenv')).toEqual({
    ok: true,
    value: [
      `AWS_CONTAINER_CREDENTIALS_FULL_URI=${URL_OF_ROLE}`,
      `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=${written}`,
    ],
  });
});
