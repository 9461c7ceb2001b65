import { liveStage } from '../../fakes/stage.ts';
import { type Door, doors } from './doors.ts';
import type { Scene } from './scene.ts';
import { decidingScenes } from './scenes/deciding.ts';
import { fleetScenes } from './scenes/fleet.ts';
import { lookingScenes } from './scenes/looking.ts';
import { moneyBackScenes } from './scenes/money-back.ts';
import { operatingScenes } from './scenes/operating.ts';
import { payingScenes } from './scenes/paying.ts';
import { payingInPageScenes } from './scenes/paying-in-page.ts';
import { pressingScenes } from './scenes/pressing.ts';
import { startingScenes } from './scenes/starting.ts';
import { tellingScenes } from './scenes/telling.ts';
import { webhookScenes } from './scenes/webhooks.ts';

const bkashV1 = { ...liveStage.bkash, generation: 'v1' } as const;
const doorsInV1: readonly Door[] = ['schedule', 'webhook'];

/** The older API says other things where money moves; what our doors do with it is the same. */
function inV1(scene: Scene): Scene {
  return {
    ...scene,
    name: `${scene.name} (v1)`,
    settings: { ...scene.settings, bkash: bkashV1 },
    doors: doorsInV1.filter((door) => (scene.doors ?? doors).includes(door)),
  };
}

/** Every use case in every situation that changes what it does. */
export const scenes: Scene[] = [
  ...startingScenes,
  ...payingScenes,
  ...lookingScenes,
  ...decidingScenes,
  ...moneyBackScenes,
  ...webhookScenes,
  ...tellingScenes,
  ...fleetScenes,
  ...operatingScenes,
  ...pressingScenes,
  ...payingInPageScenes,
  ...[...payingScenes, ...lookingScenes, ...decidingScenes, ...moneyBackScenes]
    .filter(({ onlyV2 }) => !onlyV2)
    .map(inV1),
];
