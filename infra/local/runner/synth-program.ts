import { buildApp } from '../../app.ts';
import type { SynthOptions } from './synth.ts';

/** Writes the cloud assembly of stage `local` and ends; a failure goes to the parent as one line. */
const { outdir, portBase, settings } = JSON.parse(process.argv[2] ?? '{}') as SynthOptions;
process.once('disconnect', () => process.exit());
try {
  buildApp({ stage: 'local', outdir, local: { portBase, settings } }).synth();
  process.disconnect();
} catch (error) {
  process.exitCode = 1;
  process.send?.({ failure: error instanceof Error ? error.message : String(error) }, () =>
    process.disconnect(),
  );
}
