import { tellStories } from './tell.ts';

tellStories('with the API v1.2.0-beta of bKash', { settings: { bkashGeneration: 'v1' } });
