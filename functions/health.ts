import { readEnvironment } from './edge/environment.ts';
import { json, jsonDoor } from './edge/http.ts';

readEnvironment('health');

/** `GET /health`: this function starts and its configuration is sound. Touches no data. */
export const handler = jsonDoor(async () => json(200, { status: 'ok' }));
