/**
 * `"SundarBan" <shop@example.com>`: inboxes show the name instead of a bare address. Printable ASCII is quoted;
 * any other name becomes encoded words (RFC 2047), which hold no more than 45 bytes of it each.
 */
export function senderHeader(shopName: string, sender: string): string {
  const name = /^[ -~]+$/.test(shopName) ? `"${shopName.replace(/["\\]/g, '\\$&')}"` : encodedWords(shopName);
  return `${name} <${sender}>`;
}

const maxBytesInWord = 45;

function encodedWords(text: string): string {
  const words: string[] = [''];
  for (const character of text) {
    const word = (words.at(-1) ?? '') + character;
    if (Buffer.byteLength(word) > maxBytesInWord) words.push(character);
    else words[words.length - 1] = word;
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}
