import { functionRows } from '../../../infra/routes.ts';
import type { FunctionName } from '../../../shared/config/environment.ts';
import { type Ground, Instance } from './instance.ts';

/** What became of one event, as whoever sent it sees it. */
export type Invoked<Value> =
  | { kind: 'answered'; value: Value }
  /** The handler threw. */
  | { kind: 'failed'; error: unknown }
  /** The container died or ran into its function's time-out. */
  | { kind: 'died' };

interface Container<Room> {
  instance: Instance;
  room: Room;
}

/** Our fleet's clocks differ by so much from the true time, either way (design section 2). */
const skewMs = 2_000;

/** Now and then Lambda starts a new container though another one is idle. */
const coldStartRate = 0.05;

/** All containers of all functions. Each has a room of its own: its caches, its clock, its connections. */
export class Fleet<Room> {
  /** Called when a function was killed by its time-out. */
  timedOut: (name: FunctionName) => void = () => {};
  readonly #ground: Ground;
  readonly #furnish: (instance: Instance, name: FunctionName) => Room;
  readonly #containers = new Map<FunctionName, Array<Container<Room>>>();
  #started = 0;

  constructor(ground: Ground, furnish: (instance: Instance, name: FunctionName) => Room) {
    this.#ground = ground;
    this.#furnish = furnish;
  }

  invoke<Value>(
    name: FunctionName,
    handle: (room: Room, instance: Instance) => Promise<Value>,
  ): Promise<Invoked<Value>> {
    const { timeline, chronicle } = this.#ground;
    const { instance, room } = this.#containerFor(name);
    return new Promise((resolve) => {
      const over = (outcome: Invoked<Value>) => {
        timeout.act = undefined;
        instance.end(died);
        resolve(outcome);
      };
      const died = () => {
        timeout.act = undefined;
        resolve({ kind: 'died' });
      };
      const timeout = timeline.after(functionRows[name].timeoutSeconds * 1000, () => {
        chronicle.note(instance.name, 'times out');
        this.timedOut(name);
        instance.crash();
      });
      instance.begin(died);
      handle(room, instance).then(
        (value) => over({ kind: 'answered', value }),
        (error: unknown) => over({ kind: 'failed', error }),
      );
    });
  }

  /** A deployment: what is under way ends in its old container, everything else begins in a new one. */
  deploy(): void {
    this.#containers.clear();
  }

  #containerFor(name: FunctionName): Container<Room> {
    const { random } = this.#ground;
    const all = (this.#containers.get(name) ?? []).filter(({ instance }) => !instance.isDead);
    const idle = all.filter(({ instance }) => !instance.isBusy);
    if (idle.length > 0 && !random.chance(coldStartRate)) return random.pick(idle);
    this.#started += 1;
    const instance = new Instance(`${name}#${this.#started}`, random.between(-skewMs, skewMs), this.#ground);
    const container = { instance, room: this.#furnish(instance, name) };
    this.#containers.set(name, [...all, container]);
    return container;
  }
}
