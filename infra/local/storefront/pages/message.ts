import { html } from 'hono/html';
import type { Visit } from '../visit.ts';
import { layout, type Markup } from './layout.ts';

export type MessageKind = 'notFound' | 'badRequest' | 'tooLarge' | 'broken';

/** A page that says one thing and leads back to the shop. */
export function messagePage(visit: Visit, kind: MessageKind): Markup {
  const { say } = visit;
  const title = say(`${kind}Title`);
  return layout({
    visit,
    kind: 'message',
    title,
    body: html`<div class="card message"><h1>${title}</h1><p>${say(`${kind}Text`)}</p>
<a class="button" href="/">${say('backToShop')}</a></div>`,
  });
}
