import type { Locale } from '../../functions/edge/pages/locale.ts';
import type { SceneName } from '../../functions/edge/pages/scene.ts';
import { sceneTexts } from '../../functions/edge/pages/scene-texts.ts';
import { type Customer, expectHeading } from './customer.ts';

/** The payment page's address is the payment link's with one word more (contract, section 3). */
export function statusUrlOf({ payUrl }: { payUrl: string }): string {
  return payUrl.replace('?', '/status?');
}

/** From the shop's order page to the one that follows the payment. */
export async function goToPaymentPage({ page, say }: Customer): Promise<void> {
  await page.getByRole('link', { name: say('paymentPage') }).click();
  await page.waitForURL(/\/pay\/[^/]+\/status/);
}

export function expectScene(customer: Customer, scene: SceneName, locale: Locale): Promise<void> {
  return expectHeading(customer, sceneTexts[scene][locale].title);
}
