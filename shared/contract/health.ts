import * as z from 'zod/mini';

/** `GET /health`. */
export const healthSchema = z.strictObject({ status: z.literal('ok') });
