/** One merchant, one product. */
export interface Credentials {
  username: string;
  password: string;
  appKey: string;
  appSecret: string;
}

/** Dummy credentials of the local merchant; they open nothing anywhere else. */
export const localCredentials: Credentials = {
  username: 'sundarban',
  password: 'local-password',
  appKey: 'local-app-key',
  appSecret: 'local-app-secret',
};
