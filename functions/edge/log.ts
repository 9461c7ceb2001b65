import { powertoolsTelemetry } from '../../shared/adapters/telemetry/powertools.ts';
import { parseStageConfig } from './environment.ts';

/** The one voice of a function: events and counts under its own name. */
export const telemetry = powertoolsTelemetry({
  functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'unnamed',
  stage: () => parseStageConfig(process.env.STAGE_CONFIG ?? '').stage,
});
