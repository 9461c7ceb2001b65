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

/** Of the product in the shop's page: credentials open one product only. */
export const localCheckoutCredentials: Credentials = {
  username: 'sundarban-checkout',
  password: 'local-checkout-password',
  appKey: 'local-checkout-app-key',
  appSecret: 'local-checkout-app-secret',
};
