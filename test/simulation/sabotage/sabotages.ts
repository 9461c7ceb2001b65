import type { Alteration } from '../alteration.ts';
import { bkashSabotages } from './bkash-sabotages.ts';
import { messageSabotages } from './message-sabotages.ts';
import { orderSabotages } from './order-sabotages.ts';
import { pageSabotages } from './page-sabotages.ts';
import { timeSabotages } from './time-sabotages.ts';

/** Safeguards by name, each removed where a world is put together: production code has no switch for any of them. */
export const sabotages: Readonly<Record<string, Alteration>> = {
  ...orderSabotages,
  ...pageSabotages,
  ...bkashSabotages,
  ...messageSabotages,
  ...timeSabotages,
};
