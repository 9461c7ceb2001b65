import type { FunctionName } from '../../../shared/config/environment.ts';
import type { Fleet } from '../cloud/fleet.ts';
import type { Functions } from '../cloud/functions.ts';
import type { Ground } from '../cloud/instance.ts';
import type { Room } from '../cloud/room.ts';

/** API Gateway's own limit: whoever has no answer by then gets none. */
const gatewayMs = 29_000;

/** The way from people to our functions and back. An answer that is undefined was an error page, or never came. */
export class Doors {
  readonly ground: Ground;
  readonly #fleet: Fleet<Room>;
  readonly #functions: Functions;
  readonly #lostRate: number;

  constructor(ground: Ground, fleet: Fleet<Room>, functions: Functions, lostRate: number) {
    this.ground = ground;
    this.#fleet = fleet;
    this.#functions = functions;
    this.#lostRate = lostRate;
  }

  async ask<Value>(
    who: string,
    name: FunctionName,
    act: (functions: Functions, room: Room) => Promise<Value>,
  ): Promise<Value | undefined> {
    const { timeline, random } = this.ground;
    if (this.#isLost('request_lost')) {
      await timeline.sleep(random.between(1_000, gatewayMs));
      return undefined;
    }
    await timeline.sleep(random.between(10, 120));
    const outcome = await this.#fleet.invoke(name, (room, instance) => {
      this.ground.chronicle.note(who, `asks ${instance.name}`);
      return act(this.#functions, room);
    });
    if (this.#isLost('answer_lost')) return undefined;
    if (outcome.kind === 'answered') return outcome.value;
    const detail = () => (outcome.kind === 'failed' ? String(outcome.error) : '');
    this.ground.chronicle.note(who, `is told nothing: ${outcome.kind}`, 0, detail);
    return undefined;
  }

  #isLost(kind: string): boolean {
    const { random, faults } = this.ground;
    const isLost = !faults.isOver && random.chance(this.#lostRate);
    if (isLost) faults.counted(kind);
    return isLost;
  }
}
