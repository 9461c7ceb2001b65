import { linksOf } from '../../functions/edge/links.ts';
import type { OrderRoom, PaymentRoom } from '../../functions/edge/wiring.ts';
import { createSigner } from '../../shared/adapters/signing/hmac.ts';
import { localStage } from '../fakes/stage.ts';
import { World } from '../fakes/world.ts';
import { aSecret } from '../functions/edge/a-secret.ts';

/**
 * Stands in for `functions/edge/wiring.ts`: the deployed handlers then work on a world in memory, with a bKash that
 * does what its script says. Everything between API Gateway's event and the ports is the real thing.
 *
 *     vi.mock('../../functions/edge/wiring.ts', () => import('./wired-world.ts'));
 */
export const publicBaseUrl = 'https://pay.example';
export const stage = {
  ...localStage,
  returnOrigins: ['https://shop.example'],
  shopWebhookUrl: 'http://127.0.0.1:9/hook',
};

export const wired = { world: newWorld() };

export function newWorld(): World {
  const world = new World();
  world.settings = stage;
  world.withFrame();
  return world;
}

const room = async () => ({ secret: aSecret, ports: portsOf(wired.world) });
export const paymentRoom = (): (() => Promise<PaymentRoom>) => room;
export const orderRoom = (): (() => Promise<OrderRoom>) => room;

export function portsOf(world: World) {
  const signer = createSigner({ environment: stage.stage, keys: aSecret.signingKeys });
  return { ...world.ports, links: linksOf(publicBaseUrl, signer) };
}
