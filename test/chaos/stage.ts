import type { CheckoutResponse } from '../../shared/contract/checkout-response.ts';
import type { Insisting } from '../local/system/insisting.ts';
import type { Shopper } from '../local/system/shopper.ts';

/** Who acts, and who hears that he has got one step further. */
export interface Stage {
  insisting: Insisting;
  shopper: Shopper;
  step: () => void;
}

export type Act = (stage: Stage, order: CheckoutResponse) => Promise<void>;
