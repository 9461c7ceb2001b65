import type { OrderWrite } from '../../../shared/usecases/announce.ts';
import type { Fleet } from './fleet.ts';
import type { Ground } from './instance.ts';

/** `infra/constructs/triggers.ts`: batches of a hundred; a record that failed so often is set aside. */
const batchSize = 100;
const retryAttempts = 10;
const pollMs = [100, 900] as const;

/** The table's stream with its consumer: in order, again from the first that failed, and never past it but by setting it aside. */
export class StreamFeed<Room> {
  /** Facts in here were lost by the stream: the daily sweep has to find them. */
  setAside = 0;
  readonly #ground: Ground;
  readonly #fleet: Fleet<Room>;
  readonly #stream: OrderWrite[];
  readonly #handle: (room: Room, writes: OrderWrite[]) => Promise<string[]>;
  #isBusy = false;
  #tries = 0;

  constructor(
    ground: Ground,
    fleet: Fleet<Room>,
    stream: OrderWrite[],
    handle: (room: Room, writes: OrderWrite[]) => Promise<string[]>,
  ) {
    this.#ground = ground;
    this.#fleet = fleet;
    this.#stream = stream;
    this.#handle = handle;
  }

  get isIdle(): boolean {
    return this.#stream.length === 0 && !this.#isBusy;
  }

  wake(): void {
    if (this.#isBusy || this.#stream.length === 0) return;
    const { timeline, random } = this.#ground;
    this.#isBusy = true;
    timeline.after(random.within(pollMs), () => void this.#work());
  }

  async #work(): Promise<void> {
    const batch = this.#stream.slice(0, batchSize);
    const outcome = await this.#fleet.invoke('announce', (room) => this.#handle(room, batch));
    const failed = outcome.kind === 'answered' ? outcome.value : batch.map((write) => write.sequenceNumber);
    const firstFailed = batch.findIndex(({ sequenceNumber }) => failed.includes(sequenceNumber));
    const done = firstFailed < 0 ? batch.length : firstFailed;
    this.#stream.splice(0, done);
    this.#tries = done > 0 ? 0 : this.#tries + 1;
    if (this.#tries > retryAttempts) {
      this.#stream.shift();
      this.setAside += 1;
      this.#tries = 0;
      this.#ground.faults.counted('stream_record_set_aside');
    }
    this.#isBusy = false;
    this.wake();
  }
}
