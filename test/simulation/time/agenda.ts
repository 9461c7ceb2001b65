export interface Appointment {
  readonly at: number;
  /** Of two at the same moment the earlier made comes first. */
  readonly sequence: number;
  /** Absent once it was called off. */
  act: (() => void) | undefined;
}

/** What is going to happen, the next first: a binary heap. */
export class Agenda {
  readonly #heap: Appointment[] = [];
  #made = 0;

  add(at: number, act: () => void): Appointment {
    this.#made += 1;
    const appointment = { at, sequence: this.#made, act };
    this.#heap.push(appointment);
    this.#rise(this.#heap.length - 1);
    return appointment;
  }

  /** The next that was not called off. */
  take(): Appointment | undefined {
    for (;;) {
      const first = this.#heap[0];
      const last = this.#heap.pop();
      if (!first || !last) return undefined;
      if (this.#heap.length > 0) {
        this.#heap[0] = last;
        this.#sink();
      }
      if (first.act) return first;
    }
  }

  #rise(from: number): void {
    const heap = this.#heap;
    const moving = heap[from] as Appointment;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Appointment;
      if (isBefore(above, moving)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = moving;
  }

  #sink(): void {
    const heap = this.#heap;
    const moving = heap[0] as Appointment;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && isBefore(right, heap[child] as Appointment)) child += 1;
      const below = heap[child] as Appointment;
      if (isBefore(moving, below)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = moving;
  }
}

function isBefore(one: Appointment, other: Appointment): boolean {
  return one.at < other.at || (one.at === other.at && one.sequence < other.sequence);
}
