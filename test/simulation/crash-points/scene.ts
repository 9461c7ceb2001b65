import type { StageConfig } from '../../../shared/config/stage.ts';
import type { OrderStatus } from '../../../shared/domain/status.ts';
import type { Door } from './doors.ts';
import type { CrashWorld } from './world.ts';

/** One use case in one situation: what was before, and the act over which somebody dies. */
export interface Scene {
  name: string;
  settings?: Partial<StageConfig>;
  given(world: CrashWorld): Promise<void>;
  /** Exactly one event of one function. */
  act(world: CrashWorld): Promise<unknown>;
  /** A call that the act has to come to, or the situation is not the one that it is called. */
  reaches: string;
  /** What its caller does when he hears nothing; the act itself, unless said otherwise. */
  again?(world: CrashWorld): Promise<unknown>;
  /** Doors that mean something here; all of them, unless said otherwise. */
  doors?: readonly Door[];
  /** How the order has to end, whoever died and whatever came first. */
  ends?: OrderStatus;
  /** It is about what only the newer API can do. */
  onlyV2?: true;
  /** What else than a decided order may be left in the end. */
  leaves?: {
    /** Money that nobody claims, and rightly. */
    unclaimed?: number;
    /** Messages that stay aside for a person. */
    quarantined?: number;
    /** A refund of which bKash never says whether it was performed. */
    undecidedRefund?: true;
    /** Surplus that bKash refuses to give back: a person's to return. */
    surplusByHand?: true;
    /** A lower amount that no coupon explains: a person's to judge. */
    review?: true;
  };
}
