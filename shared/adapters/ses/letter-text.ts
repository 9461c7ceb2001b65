import type { Letter } from './letter.ts';

/** The letter for programs and people that read plain text: complete without the HTML. */
export function textOf(letter: Letter): string {
  return [
    letter.greeting,
    letter.heading,
    letter.sentences.join('\n'),
    letter.rows.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    `${letter.link.label}:\n${letter.link.url}`,
    ['-- ', letter.shopName, ...letter.smallPrint].join('\n'),
  ].join('\n\n');
}
