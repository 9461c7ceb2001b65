import type { TokenStore } from '../../shared/adapters/bkash/token-record.ts';
import type { StageConfig } from '../../shared/config/stage.ts';
import type { Functions } from './cloud/functions.ts';
import type { Instance } from './cloud/instance.ts';
import type { Room } from './cloud/room.ts';

/** A change in how a world is put together. Production code knows nothing of it. */
export interface Alteration {
  settings?(settings: StageConfig): StageConfig;
  /** Wraps ports of one container. */
  room?(room: Room, instance: Instance): Room;
  /** Replaces one container's view of the shared token's record. */
  tokenStore?(store: TokenStore): TokenStore;
  functions?(functions: Functions): Functions;
}
