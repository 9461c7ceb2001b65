import type { StageConfig } from '../../shared/config/stage.ts';
import type { Functions } from './cloud/functions.ts';
import type { Instance } from './cloud/instance.ts';
import type { Room } from './cloud/room.ts';

/** A change in how a world is put together. Production code knows nothing of it. */
export interface Alteration {
  settings?(settings: StageConfig): StageConfig;
  /** Wraps ports of one container. */
  room?(room: Room, instance: Instance): Room;
  functions?(functions: Functions): Functions;
}
