import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1), z.maxLength(512));
/** Credentials belong to one product and host (`bkash-api.md` section 10). */
const credentials = z.strictObject({ username: text, password: text, appKey: text, appSecret: text });

/** The one secret of a stage, as JSON in Secrets Manager. Only functions that need it may read it. */
export const secretSchema = z.strictObject({
  bkash: z.strictObject({
    tokenized: credentials,
    /** The product in the shop's page. Absent: the stage has none. */
    checkout: z.optional(credentials),
  }),
  /** Two at once, so that a key can be rotated without a closed shop. */
  storefrontKeys: z
    .array(z.string().check(z.minLength(16), z.maxLength(128)))
    .check(z.minLength(1), z.maxLength(2)),
  /** Sign the messages to the shop's server, as Standard Webhooks writes them; two while one replaces the other. */
  shopWebhookSecrets: z.optional(
    z
      .array(z.string().check(z.regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/)))
      .check(z.minLength(1), z.maxLength(2)),
  ),
  /** The first one signs; all verify, until the longest token made with them has expired. */
  signingKeys: z
    .array(
      z.strictObject({
        id: z.string().check(z.regex(/^[a-z0-9]{1,8}$/)),
        /** 32 random bytes or more, base64url. */
        key: z.string().check(z.regex(/^[A-Za-z0-9_-]{43,128}$/)),
      }),
    )
    .check(z.minLength(1)),
});

export type Secret = z.infer<typeof secretSchema>;
export type BkashCredentials = z.infer<typeof credentials>;
