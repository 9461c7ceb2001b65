import { faultsOf } from './convergence.ts';
import { type Door, doors, resume } from './doors.ts';
import type { Death } from './fate.ts';
import type { Scene } from './scene.ts';
import { CrashWorld } from './world.ts';

export interface Run {
  scene: Scene;
  deaths: readonly Death[];
  door: Door;
}

/** How often somebody died, and what was wrong afterwards. */
export interface Swept {
  /** Port calls that the act makes when nobody dies. */
  points: number;
  runs: number;
  /** Runs that the door alone led to the end, without the schedule. */
  alone: number;
  violations: string[];
}

/** Every port call of the act, death before and after it, and every door to resume by. */
export async function swept(scene: Scene): Promise<Swept> {
  const points = await pointsOf(scene);
  const result: Swept = { points, runs: 0, alone: 0, violations: [] };
  for (let call = 1; call <= points; call += 1) {
    for (const when of ['before', 'after'] as const) {
      for (const door of scene.doors ?? doors) await add(result, { scene, deaths: [{ call, when }], door });
    }
  }
  return result;
}

/** The calls of the act in a world where nobody dies; that world has to come to rest too, by every door. */
export async function pointsOf(scene: Scene): Promise<number> {
  const world = await preparedFor(scene, []);
  await scene.act(world);
  const { calls } = world.fate;
  if (!calls.includes(scene.reaches)) throw new Error(`${scene.name}: never comes to ${scene.reaches}.`);
  return calls.length;
}

export async function add(result: Swept, run: Run): Promise<void> {
  const { isQuietAlone, faults } = await outcomeOf(run);
  result.runs += 1;
  if (isQuietAlone) result.alone += 1;
  result.violations.push(...faults.map((fault) => `${nameOf(run)}: ${fault}`));
}

export async function outcomeOf({ scene, deaths, door }: Run) {
  const world = await preparedFor(scene, deaths);
  await scene.act(world);
  try {
    const { isQuietAlone } = await resume(world, door, scene);
    return { world, isQuietAlone, faults: faultsOf(world, scene) };
  } catch (error) {
    return { world, isQuietAlone: false, faults: [String(error), ...faultsOf(world, scene)] };
  }
}

function nameOf({ scene, deaths, door }: Run): string {
  const how = deaths.map(({ call, when }) => `${when} call ${call}`).join(' and ');
  return `${scene.name}, death ${how}, then ${door}`;
}

async function preparedFor(scene: Scene, deaths: readonly Death[]): Promise<CrashWorld> {
  const world = new CrashWorld(scene.settings);
  await scene.given(world);
  world.fate.begin(deaths);
  return world;
}
