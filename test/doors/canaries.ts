import { aSecret } from '../functions/edge/a-secret.ts';

/** One mark for every field that a person, bKash or an operator fills in; none of them occurs by chance. */
export const canaries = {
  name: 'Kanarinam Begum',
  email: 'kanari.mail@example.com',
  phone: '01799887766',
  returnQuery: 'kanari-return',
  signature: 'kanariSignature',
  payer: '01788776655',
  /** Somebody typed it, so it may be anything. */
  trxId: 'KANARI1234',
  subject: 'kanari-subject',
  noticeText: 'kanari-notice',
  userAgent: 'kanari-agent',
  headerKey: 'sk_kanari_guess_of_a_key',
};

/** Whatever opens something: of the secret every value that is one. */
export const credentials = [
  aSecret.bkash.tokenized.password,
  aSecret.bkash.tokenized.appSecret,
  ...aSecret.storefrontKeys,
  ...aSecret.signingKeys.map(({ key }) => key),
  ...(aSecret.shopWebhookSecrets ?? []),
];

/** Those that occur in a text, by themselves or in another spelling of theirs: decoded, without the country's code. */
export function foundIn(text: string, marks: readonly string[]): string[] {
  const spellings = [text, text.replaceAll('%40', '@').replaceAll('%20', ' ').replaceAll('+', ' ')];
  const base64 = (mark: string) => Buffer.from(mark).toString('base64').replace(/=+$/, '').slice(0, -2);
  return marks.filter((mark) => spellings.some((one) => one.includes(mark) || one.includes(base64(mark))));
}
