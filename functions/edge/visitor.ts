/**
 * Who asks for a page. A person, or a program that looks ahead for one: a browser that fetches what its user may open
 * next, a messenger that draws a preview of a link in a chat. Those must not open a payment or send an Execute, and
 * twenty previews would use up an order's attempts.
 */
export function visitorOf(headers: Record<string, string | undefined>): 'person' | 'prefetch' | 'preview' {
  const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].map((name) => headers[name] ?? '');
  if (purposes.some((purpose) => lookingAhead.test(purpose))) return 'prefetch';
  return previewBots.test(headers['user-agent'] ?? '') ? 'preview' : 'person';
}

/** `Sec-Purpose: prefetch;prerender` of today's browsers, and what older ones sent instead. */
const lookingAhead = /prefetch|prerender|preview/i;

/**
 * As they name themselves. In-app browsers of the same companies do not: a person in Messenger is `FBAN`, in WhatsApp
 * he has his phone's own browser. iMessage calls itself the first two.
 */
const previewBots =
  /facebookexternalhit|Facebot|WhatsApp\/|TelegramBot|Slackbot|Twitterbot|Discordbot|LinkedInBot|SkypeUriPreview|Google(?:bot|-PageRenderer)|bingbot|Applebot/i;
