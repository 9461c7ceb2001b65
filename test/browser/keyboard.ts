import type { Customer } from './customer.ts';

/** A person would give up after a page's worth of them. */
const mostPresses = 40;

const nameOfFocused = `(() => {
  const focused = document.activeElement;
  const name = focused.labels?.[0]?.textContent ?? focused.getAttribute('aria-label') ?? focused.textContent;
  return name.trim();
})()`;

/** Presses Tab until the thing of that name, as a screen reader would say it, has the focus. */
export async function tabTo({ page }: Customer, name: string | RegExp): Promise<void> {
  const isIt = (focused: string) => (typeof name === 'string' ? focused === name : name.test(focused));
  for (let presses = 0; presses <= mostPresses; presses += 1) {
    if (isIt(String(await page.evaluate(nameOfFocused)))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Nothing called ${name} can be reached with the keyboard.`);
}
