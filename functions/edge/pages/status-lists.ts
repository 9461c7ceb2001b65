import { type Content, type Html, html } from '../../../shared/adapters/markup/html.ts';
import { spokenAmount, spokenTime } from '../../../shared/adapters/ses/wording.ts';
import { attemptNumbered, type Order } from '../../../shared/domain/order.ts';
import type { TimelineEntry } from '../../../shared/domain/timeline.ts';
import type { Locale } from './locale.ts';
import { statusTexts } from './status-texts.ts';
import { timelineWords } from './timeline-words.ts';

/** What has happened, the newest first; bKash's own words stand beside each refusal. */
export function timelineList(order: Order, locale: Locale): Html {
  const turns = order.timeline.toReversed().map((entry) => {
    const message = refusalOf(order, entry, locale);
    const words = timelineWords[entry.what][locale];
    return html`<li><span>${message ? `${words}: ${message}` : words}</span> <time>${spokenTime(entry.at, locale)}</time></li>
`;
  });
  return html`<ol>${turns}</ol>`;
}

function refusalOf(order: Order, { what, attempt }: TimelineEntry, locale: Locale): string | undefined {
  if (attempt === undefined || (what !== 'refused' && what !== 'create_refused')) return undefined;
  const refused = attemptNumbered(order, attempt);
  return refused?.state === 'refused' ? clipped(refused.refusal?.message[locale]) : undefined;
}

/** bKash's messages are a sentence long. Twenty of its longest would double the page's weight. */
const longestShown = 160;

function clipped(message: string | undefined): string | undefined {
  return message && message.length > longestShown ? `${message.slice(0, longestShown - 1)}…` : message;
}

/** Every refund and every surplus, and how far each is; nothing where there is none. */
export function moneyBackList(order: Order, locale: Locale): Content {
  const text = statusTexts[locale];
  const refunds = order.refunds.map(({ amountPoisha, progress }) => ({
    name: text.refund,
    amountPoisha,
    state: progress.state,
  }));
  const surplus = order.surplus.map(({ amountPoisha, progress, settled }) => ({
    name: text.surplus,
    amountPoisha,
    state: settled ? ('settled' as const) : (progress?.state ?? ('judged' as const)),
  }));
  const all = [...refunds, ...surplus];
  if (all.length === 0) return undefined;
  const rows = all.map(
    ({ name, amountPoisha, state }) =>
      html`<div><dt>${name}, ${text.progress[state]}</dt><dd>৳${spokenAmount(amountPoisha, locale)}</dd></div>`,
  );
  return html`<h2>${text.moneyBack}</h2>
<dl>${rows}</dl>`;
}
